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

/** {@code connect SNAP:PLUG [SNAP:SLOT]}. */
final class ConnectVerb extends Verb {
    private final Cordon cordon;

    ConnectVerb(Cordon cordon) {
        super(Syntax.of("connect", Who.ADMINISTRATOR, "Connect a plug to a slot").arguments("SNAP:PLUG", "[[SNAP]:SLOT]").options(DryRun.OPTION, DryRun.JSON)
                .details("Without a slot, the one that fits is taken; \":SLOT\" is the system's."));
        this.cordon = cordon;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException, UsageException {
        if (DryRun.wanted("connect", words)) {
            DryRun.print(call, words, cordon.preview(new Proposal.Connect(words.argument(0), words.optional(1))));
        } else {
            Report.outcome(call, cordon.connect(words.argument(0), words.optional(1)));
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        Words known = new Words(cordon);
        return words.size() == 1 ? known.plugs() : words.size() == 2 ? known.slots(known.interfaceOf(words.get(0))) : List.of();
    }
}
