package cordon.shell.verbs;

import cordon.core.Comparison;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.shell.text.Json;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.List;

/** {@code diff SNAP.APP [SNAP.APP|REVISION]}. */
final class DiffVerb extends Verb {
    private final Cordon cordon;

    DiffVerb(Cordon cordon) {
        super(Syntax.of("diff", Who.ANYONE, "Compare what a command may do with another one, or with before").arguments("SNAP[.APP]", "[SNAP[.APP]|REVISION]")
                .options(Option.JSON).details("With another command: from the first to the second. With a revision of the same snap: from that one to the current one.",
                        "Alone: from the revision before, or where none is kept from a command without connections.",
                        "A revision is compared as it would be with the connections of now."));
        this.cordon = cordon;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException {
        Comparison comparison = cordon.compare(words.argument(0), words.optional(1));
        if (words.has(Option.JSON)) {
            call.out().println(Json.write(ComparisonText.json(comparison)));
        } else {
            ComparisonText.lines(comparison, call.caller().colours()).forEach(call.out()::println);
        }
        Modified.lines(Modified.of(cordon, words.argument(0))).forEach(line -> call.err().println("note: " + line));
    }

    @Override
    public List<String> complete(List<String> words) {
        Words known = new Words(cordon);
        return words.size() == 1 ? known.commands() : words.size() == 2 ? known.comparable(words.get(0)) : List.of();
    }
}
