package cordon.shell;

import cordon.shell.verb.Option;
import cordon.shell.verb.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Optional;
import java.util.stream.Stream;

/** What a word of a command line can become: for the shells of Unix and for Felix's. */
public final class Completion {
    /** The verb that prints it; itself it is not for people. */
    public static final String VERB = "complete";

    private Completion() {
    }

    /**
     * What the last word can become.
     *
     * @param words those of the command line after {@code cordon}; the last may be empty
     */
    public static List<String> of(Commands commands, List<String> words) {
        if (words.isEmpty()) {
            return List.of();
        }
        String prefix = words.get(words.size() - 1);
        Stream<String> known;
        if (words.size() == 1) {
            known = commands.all().stream().map(Commands.Command::name).filter(name -> !name.equals(VERB));
        } else {
            List<String> own = words.subList(1, words.size());
            Optional<Verb> verb = commands.verb(words.get(0));
            known = verb.isPresent() ? ofVerb(verb.get(), own, prefix) : commands.find(words.get(0)).stream().flatMap(command -> ofForeign(commands, command, own, prefix));
        }
        return known.filter(candidate -> candidate.startsWith(prefix)).distinct().sorted().toList();
    }

    /** Others' commands say in service properties what can follow them; names of commands are completed as for our verb that shows a policy. */
    private static Stream<String> ofForeign(Commands commands, Commands.Command command, List<String> words, String prefix) {
        if (prefix.startsWith("-")) {
            Object options = command.service().getProperty(Commands.OPTIONS);
            return Stream.concat(options == null ? Stream.of() : Commands.texts(options).stream(), Stream.of(Option.HELP.name()));
        }
        boolean names = "commands".equals(command.service().getProperty(Commands.ARGUMENTS));
        return names ? commands.verb("policy").stream().flatMap(verb -> ofVerb(verb, words, prefix)) : Stream.of();
    }

    private static Stream<String> ofVerb(Verb verb, List<String> words, String prefix) {
        List<String> arguments = new ArrayList<>();
        Optional<Option> open = Optional.empty();
        for (String word : words.subList(0, words.size() - 1)) {
            if (open.isPresent()) {
                open = Optional.empty();
            } else if (word.startsWith("-")) {
                open = verb.syntax().options().stream().filter(option -> option.name().equals(word) && option.takesValue()).findFirst();
            } else {
                arguments.add(word);
            }
        }
        if (open.isPresent()) {
            return verb.values(open.get()).stream();
        }
        if (prefix.startsWith("-")) {
            return Stream.concat(verb.syntax().options().stream(), Stream.of(Option.HELP)).map(Option::name);
        }
        arguments.add(prefix);
        return verb.complete(arguments).stream();
    }
}
