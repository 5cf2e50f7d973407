package cordon.shell.verbs;

import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.Proposal;
import cordon.shell.verb.Call;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.UsageException;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.List;

/** {@code disconnect} in all its forms. */
final class DisconnectVerb extends Verb {
    private final Cordon cordon;

    DisconnectVerb(Cordon cordon) {
        super(Syntax.of("disconnect", Who.ADMINISTRATOR, "Take connections away").arguments("[SNAP]:NAME|SNAP", "[[SNAP]:SLOT]").options(DryRun.OPTION, DryRun.JSON)
                .details("SNAP:PLUG SNAP:SLOT  that connection", "SNAP:NAME            all connections of that plug or slot",
                        ":SLOT                all connections of that slot of the system", "SNAP                 all connections of that snap"));
        this.cordon = cordon;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException, UsageException {
        if (DryRun.wanted("disconnect", words)) {
            DryRun.print(call, words, cordon.preview(new Proposal.Disconnect(words.argument(0), words.optional(1))));
        } else {
            Report.outcome(call, cordon.disconnect(words.argument(0), words.optional(1)));
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        Words known = new Words(cordon);
        return words.size() == 1 ? known.connected() : words.size() == 2 ? known.slots(known.interfaceOf(words.get(0))) : List.of();
    }
}
