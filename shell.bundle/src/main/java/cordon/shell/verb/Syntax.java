package cordon.shell.verb;

import cordon.shell.text.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * How a verb is called, and what is said of it.
 *
 * @param name      the verb
 * @param who       may call it through the control socket
 * @param summary   what it does, in one line
 * @param usage     its arguments, each a word: {@code SNAP}, {@code [SNAP:SLOT]}, {@code [ARG...]}
 * @param options   that it knows, besides {@code --help}
 * @param verbatim  how many arguments are ours; all that follow are data, whatever they look like; -1 when all are ours
 * @param details   further lines of its help
 */
public record Syntax(String name, Who who, String summary, List<String> usage, List<Option> options, int verbatim,
        List<String> details) {
    /** Copies the lists. */
    public Syntax {
        usage = List.copyOf(usage);
        options = List.copyOf(options);
        details = List.copyOf(details);
    }

    /** A verb without arguments and options. */
    public static Syntax of(String name, Who who, String summary) {
        return new Syntax(name, who, summary, List.of(), List.of(), -1, List.of());
    }

    /** With these arguments. */
    public Syntax arguments(String... words) {
        return new Syntax(name, who, summary, List.of(words), options, verbatim, details);
    }

    /** With these options. */
    public Syntax options(Option... known) {
        return new Syntax(name, who, summary, usage, List.of(known), verbatim, details);
    }

    /** With data after the first {@code count} arguments. */
    public Syntax dataAfter(int count) {
        return new Syntax(name, who, summary, usage, options, count, details);
    }

    /** With these lines of help. */
    public Syntax details(String... lines) {
        return new Syntax(name, who, summary, usage, options, verbatim, List.of(lines));
    }

    /**
     * Tells options from arguments. {@code --} ends the options. A value follows its option, or stands behind a {@code =} in the same word.
     *
     * @throws UsageException when an option is not known, or lacks its value, or there are too few or too many arguments
     */
    public Parsed parse(List<String> words) throws UsageException {
        Map<String, String> given = new HashMap<>();
        List<String> arguments = new ArrayList<>();
        boolean ended = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext();) {
            String word = rest.next();
            if (ended || word.equals("-") || !word.startsWith("-")) {
                arguments.add(word);
                ended |= verbatim >= 0 && arguments.size() >= verbatim;
            } else if (word.equals("--")) {
                ended = true;
            } else {
                take(word, rest, given);
            }
        }
        if (!given.containsKey(Option.HELP.name())) {
            count(arguments);
        }
        return new Parsed(given, arguments);
    }

    private void take(String word, Iterator<String> rest, Map<String, String> given) throws UsageException {
        int equals = word.indexOf('=');
        Option option = known(equals < 0 ? word : word.substring(0, equals), word);
        if (!option.takesValue() && equals >= 0) {
            throw new UsageException("cannot " + name + ": " + option.name() + " takes no value; " + line());
        }
        if (option.takesValue() && equals < 0 && !rest.hasNext()) {
            throw new UsageException("cannot " + name + ": " + option.name() + " lacks its " + option.value() + "; " + line());
        }
        given.put(option.name(), !option.takesValue() ? "" : equals >= 0 ? word.substring(equals + 1) : rest.next());
    }

    /** @param given what is shown of it: with its value */
    private Option known(String word, String given) throws UsageException {
        if (word.equals("-h")) {
            return Option.HELP;
        }
        List<Option> all = new ArrayList<>(options);
        all.add(Option.HELP);
        List<String> names = all.stream().map(Option::name).toList();
        if (names.contains(word)) {
            return all.get(names.indexOf(word));
        }
        throw new UsageException("cannot " + name + ": unknown option \"" + given + "\"" + Suggestion.among(word, names)
                .map(near -> "; did you mean \"" + near + "\"?").orElse("; \"cordon help " + name + "\" lists them"));
    }

    private void count(List<String> arguments) throws UsageException {
        long required = usage.stream().filter(word -> !word.startsWith("[")).count();
        boolean endless = !usage.isEmpty() && usage.get(usage.size() - 1).endsWith("...]");
        if (arguments.size() < required) {
            throw new UsageException("cannot " + name + ": " + usage.get(arguments.size()) + " is missing; " + line());
        }
        if (!endless && arguments.size() > usage.size()) {
            throw new UsageException("cannot " + name + ": \"" + arguments.get(usage.size()) + "\" is one argument too many; " + line());
        }
    }

    /** One line: {@code usage: cordon connect SNAP:PLUG [SNAP:SLOT]}. */
    public String line() {
        StringBuilder line = new StringBuilder("usage: cordon ").append(name);
        options.forEach(option -> line.append(" [").append(option.usage()).append(']'));
        usage.forEach(word -> line.append(' ').append(word));
        return line.toString();
    }
}
