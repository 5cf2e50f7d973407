package cordon.shell.verbs;

import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.List;

/** {@code remove SNAP}. */
final class RemoveVerb extends Verb {
    private static final Option PURGE = new Option("--purge", "remove its data too");

    private final Cordon cordon;

    RemoveVerb(Cordon cordon) {
        super(Syntax.of("remove", Who.ADMINISTRATOR, "Remove a snap").arguments("SNAP").options(PURGE)
                .details("Its data stays, for when it is installed again, unless --purge is given."));
        this.cordon = cordon;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException {
        try {
            Report.outcome(call, cordon.remove(words.argument(0), words.has(PURGE), Report.progress(call)));
        } finally {
            Report.progressEnds(call);
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? new Words(cordon).removable() : List.of();
    }
}
