package cordon.audit.explain;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.SyscallRule;
import cordon.core.RuleText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a command may do, by subject, and within it by who says so. Immutable.
 *
 * @param parts in the order of subjects; those about which nothing is said have no group
 */
public record Explanation(List<Part> parts) {
    /** Copies the list. */
    public Explanation {
        parts = List.copyOf(parts);
    }

    /** A subject. */
    public record Part(Subject subject, List<Group> groups) {
        /** Copies the list. */
        public Part {
            groups = List.copyOf(groups);
        }
    }

    /** The rules of one origin. */
    public record Group(Origin origin, List<PolicyEntry> entries) {
        /** Copies the list. */
        public Group {
            entries = List.copyOf(entries);
        }

        /** A line each: {@code can read /etc/hosts: names without a server}. System calls without conditions stand together. */
        public List<String> lines() {
            Set<String> lines = new LinkedHashSet<>();
            List<String> calls = new ArrayList<>();
            for (PolicyEntry entry : entries) {
                if (entry.rule() instanceof SyscallRule call && call.conditions().isEmpty() && !call.deny()) {
                    calls.add(call.name());
                } else {
                    lines.add(RuleText.of(entry.rule()) + (entry.reason().isEmpty() ? "" : ": " + entry.reason()));
                }
            }
            if (!calls.isEmpty()) {
                lines.add("can call " + String.join(", ", calls.stream().distinct().sorted().toList()));
            }
            return List.copyOf(lines);
        }
    }

    /**
     * Explains.
     *
     * @param all with what every confined command may do
     */
    public static Explanation of(AppPolicy policy, boolean all) {
        Map<Subject, Map<Origin, List<PolicyEntry>>> found = new LinkedHashMap<>();
        for (PolicyEntry entry : policy.entries()) {
            if (all || !everybodys(entry)) {
                found.computeIfAbsent(Subject.of(entry.rule()), subject -> new LinkedHashMap<>()).computeIfAbsent(entry.origin(), origin -> new ArrayList<>()).add(entry);
            }
        }
        List<Part> parts = new ArrayList<>();
        for (Subject subject : Subject.values()) {
            parts.add(new Part(subject, found.getOrDefault(subject, Map.of()).entrySet().stream().map(one -> new Group(one.getKey(), one.getValue())).toList()));
        }
        return new Explanation(parts);
    }

    /** Whether a rule is one of those that need neither plug nor slot. */
    public static boolean everybodys(PolicyEntry entry) {
        return entry.origin() instanceof Origin.Template || entry.origin() instanceof Origin.Snap;
    }
}
