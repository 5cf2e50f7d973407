package cordon.backend.landlock;

import cordon.api.backend.BackendException;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.FileRule;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rule;
import cordon.api.policy.Rules;
import cordon.api.policy.SignalRule;
import cordon.api.policy.UnixSocketRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The text of a profile: the file rules of the policy, a line each, and what is closed besides files. {@code #} begins a
 * comment. Pure.
 *
 * @param rules  allow and deny rules
 * @param closed what else is closed
 */
record FileProfile(List<FileRule> rules, TreeSet<Scope> closed) {
    private static final String FILE = "file: ";
    private static final String CLOSED = "closed: ";

    /** What Landlock closes beyond files. */
    enum Scope {
        /** Connections to abstract Unix sockets of processes outside the launch (since ABI 6). */
        ABSTRACT_SOCKETS("abstract-sockets"),
        /** Signals to processes outside the launch (since ABI 6). */
        SIGNALS("signals"),
        /** TCP, to listen and to connect, on all ports (since ABI 4). */
        TCP("tcp");

        private final String text;

        Scope(String text) {
            this.text = text;
        }
    }

    FileProfile {
        rules = List.copyOf(rules);
        closed = new TreeSet<>(closed);
    }

    /** Sorted, each rule once, with its origins as comments before it. */
    static String render(AppPolicy policy) {
        StringBuilder text = new StringBuilder("# What " + policy.label().text() + " may do with files. All else is refused.\n");
        for (Scope scope : Scope.values()) {
            if (!opened(policy, scope)) {
                text.append(CLOSED).append(scope.text).append('\n');
            }
        }
        Map<String, TreeSet<String>> lines = new TreeMap<>();
        for (PolicyEntry entry : policy.entries()) {
            if (entry.rule() instanceof FileRule rule) {
                String why = entry.origin().describe() + (entry.reason().isEmpty() ? "" : ": " + entry.reason());
                lines.computeIfAbsent(rule.text(), line -> new TreeSet<>()).add(why);
            }
        }
        lines.forEach((line, origins) -> {
            origins.forEach(origin -> text.append("# ").append(origin).append('\n'));
            text.append(FILE).append(line).append('\n');
        });
        return text.toString();
    }

    /** A connection that reaches others opens a scope as a whole: Landlock cannot tell one from another. */
    private static boolean opened(AppPolicy policy, Scope scope) {
        return policy.entries().stream().filter(entry -> entry.origin() instanceof Origin.Connection || entry.origin() instanceof Origin.Declared)
                .anyMatch(entry -> opens(entry.rule(), scope));
    }

    private static boolean opens(Rule rule, Scope scope) {
        return switch (scope) {
            case SIGNALS -> rule instanceof SignalRule signal && (signal.access().isEmpty() || signal.access().contains(SignalRule.Access.SEND));
            case ABSTRACT_SOCKETS -> rule instanceof UnixSocketRule unix && OutsideEnforcement.reaches(unix);
            case TCP -> rule instanceof NetworkRule network && OutsideEnforcement.opensTcp(network);
        };
    }

    /**
     * Reads a profile back.
     *
     * @param file for messages
     * @throws BackendException with file, line number and reason
     */
    static FileProfile parse(String text, String file) throws BackendException {
        return parse(text, file, new HashMap<>());
    }

    /** The same of one of several profiles, which mostly have the same lines. @param known rules by the lines that were read before; gets those of this one */
    static FileProfile parse(String text, String file, Map<String, FileRule> known) throws BackendException {
        List<FileRule> rules = new ArrayList<>();
        TreeSet<Scope> closed = new TreeSet<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int comment = lines[i].indexOf('#');
            String line = (comment < 0 ? lines[i] : lines[i].substring(0, comment)).strip();
            if (line.startsWith(FILE)) {
                if (!known.containsKey(line)) {
                    known.put(line, rule(line.substring(FILE.length()), file, i + 1));
                }
                rules.add(known.get(line));
            } else if (line.startsWith(CLOSED)) {
                closed.add(scope(line.substring(CLOSED.length()).strip(), file, i + 1));
            } else if (!line.isEmpty()) {
                throw bad(file, i + 1, "a line is \"file: RULE\" or \"closed: SCOPE\"", null);
            }
        }
        return new FileProfile(rules, closed);
    }

    private static FileRule rule(String text, String file, int line) throws BackendException {
        try {
            if (Rules.parse("file", text) instanceof FileRule rule) {
                return rule;
            }
            throw new IllegalStateException("a file rule was read as another kind of rule");
        } catch (IllegalArgumentException e) {
            throw bad(file, line, e.getMessage(), e);
        }
    }

    private static Scope scope(String text, String file, int line) throws BackendException {
        for (Scope scope : Scope.values()) {
            if (scope.text.equals(text)) {
                return scope;
            }
        }
        throw bad(file, line, "there is no scope \"" + text + "\"; there are abstract-sockets, signals and tcp", null);
    }

    private static BackendException bad(String file, int line, String why, Throwable cause) {
        return new BackendException("cannot read " + file + ":" + line + ": " + why, cause);
    }
}
