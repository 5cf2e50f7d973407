package cordon.backend.mount;

import cordon.api.backend.BackendException;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.MountEntryRule;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The text of a profile: a mount entry a line, {@code #} begins a comment. Pure functions. */
final class MountProfile {
    private MountProfile() {
    }

    /** Sorted, each entry once, with its origins as comments before it. */
    static String render(AppPolicy policy) {
        Map<String, TreeSet<String>> lines = new TreeMap<>();
        for (PolicyEntry entry : policy.entries()) {
            if (entry.rule() instanceof MountEntryRule rule) {
                lines.computeIfAbsent(rule.text(), text -> new TreeSet<>()).add(entry.origin().describe());
            }
        }
        StringBuilder text = new StringBuilder("# Mounts in the namespace of snap " + policy.snap().instanceName()
                + ", besides those that every snap has.\n");
        lines.forEach((line, origins) -> {
            origins.forEach(origin -> text.append("# ").append(origin).append('\n'));
            text.append(line).append('\n');
        });
        return text.toString();
    }

    /**
     * Reads a profile back.
     *
     * @param file for messages
     * @throws BackendException with file, line number and reason
     */
    static List<MountEntryRule> parse(String text, String file) throws BackendException {
        List<MountEntryRule> entries = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int comment = lines[i].indexOf('#');
            String line = (comment < 0 ? lines[i] : lines[i].substring(0, comment)).strip();
            if (!line.isEmpty()) {
                entries.add(parseLine(line, file + ":" + (i + 1)));
            }
        }
        return List.copyOf(entries);
    }

    private static MountEntryRule parseLine(String line, String place) throws BackendException {
        try {
            if (Rules.parse("mount-entry", line) instanceof MountEntryRule rule) {
                return rule;
            }
            throw new IllegalStateException("a mount entry was read as another kind of rule");
        } catch (IllegalArgumentException e) {
            throw new BackendException("cannot read " + place + ": " + e.getMessage(), e);
        }
    }
}
