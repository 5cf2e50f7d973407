package cordon.shell.verbs;

import cordon.shell.Commands;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.List;
import java.util.stream.Stream;

/** {@code complete WORD...}: what the last word can become, a line each. For shells' completion. */
public final class CompleteVerb extends Verb {
    static final String NAME = "complete";

    private final Commands commands;

    CompleteVerb(Commands commands) {
        super(Syntax.of(NAME, Who.ANYONE, "Print what the last word of a command line can become, for shells").arguments("[WORD...]").dataAfter(0));
        this.commands = commands;
    }

    @Override
    protected void run(Call call, Parsed words) {
        candidates(commands, words.arguments()).forEach(candidate -> call.out().println(Table.printable(candidate)));
    }

    /**
     * What the last word can become.
     *
     * @param words those of the command line after {@code cordon}; the last may be empty
     */
    public static List<String> candidates(Commands commands, List<String> words) {
        if (words.isEmpty()) {
            return List.of();
        }
        String prefix = words.get(words.size() - 1);
        Stream<String> known;
        if (words.size() == 1) {
            known = commands.all().stream().map(Commands.Command::name).filter(name -> !name.equals(NAME));
        } else {
            known = commands.verb(words.get(0)).stream().flatMap(verb -> ofVerb(verb, words.subList(1, words.size()), prefix));
        }
        return known.filter(candidate -> candidate.startsWith(prefix)).distinct().sorted().toList();
    }

    private static Stream<String> ofVerb(Verb verb, List<String> words, String prefix) {
        if (prefix.startsWith("-")) {
            return Stream.concat(verb.syntax().options().stream(), Stream.of(Option.HELP)).map(Option::name);
        }
        return verb.complete(words.stream().filter(word -> !word.startsWith("-")).toList()).stream();
    }
}
