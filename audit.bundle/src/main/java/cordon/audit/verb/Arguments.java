package cordon.audit.verb;

import cordon.audit.text.Printable;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of a call, told apart.
 *
 * @param flags     options without a value that were given
 * @param values    options with a value, and it
 * @param arguments the rest
 */
record Arguments(Set<String> flags, Map<String, String> values, List<String> arguments) {

    /**
     * Tells them apart. {@code --} ends the options; {@code --option=value} is known too.
     *
     * @throws CordonException when an option is not known, or has no value
     */
    static Arguments parse(String verb, String usage, Set<String> flags, Set<String> valued, List<Object> words) throws CordonException {
        Arguments parsed = new Arguments(new HashSet<>(), new HashMap<>(), new ArrayList<>());
        boolean ended = false;
        for (int i = 0; i < words.size(); i++) {
            String word = String.valueOf(words.get(i));
            int equals = word.indexOf('=');
            String option = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
            if (ended || word.equals("-") || !word.startsWith("-")) {
                parsed.arguments.add(word);
            } else if (word.equals("--")) {
                ended = true;
            } else if (valued.contains(option)) {
                boolean inside = !option.equals(word);
                if (!inside && i + 1 == words.size()) {
                    throw wrong(verb, option + " needs a value", usage);
                }
                parsed.values.put(option, inside ? word.substring(equals + 1) : String.valueOf(words.get(++i)));
            } else if (flags.contains(word) || word.equals("--help") || word.equals("-h")) {
                parsed.flags.add(word.equals("-h") ? "--help" : word);
            } else {
                throw wrong(verb, "unknown option \"" + word + "\"", usage);
            }
        }
        return parsed;
    }

    static CordonException wrong(String verb, String why, String usage) {
        return new CordonException(Kind.INVALID, "cannot " + verb + ": " + Printable.of(why) + "; usage: " + usage);
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }
}
