package cordon.shell.verbs;

import cordon.api.policy.PolicyEntry;
import cordon.core.Comparison;
import cordon.core.RuleText;
import cordon.shell.text.Table;
import cordon.shell.text.UnifiedDiff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Two policies for people: rules in words, and each backend's profiles as a unified diff. Pure. */
final class ComparisonText {
    private static final String GREEN = "\033[32m";
    private static final String RED = "\033[31m";
    private static final String PLAIN = "\033[0m";

    private ComparisonText() {
    }

    static List<String> lines(Comparison comparison, boolean colours) {
        List<PolicyEntry> added = comparison.added();
        List<PolicyEntry> removed = comparison.removed();
        List<String> lines = new ArrayList<>();
        boolean same = comparison.before().equals(comparison.after());
        lines.add(comparison.command() + ": " + count(added) + " added, " + count(removed) + " removed"
                + (same ? "" : ", from " + comparison.before() + " to " + comparison.after()));
        if (comparison.was().confinement() != comparison.is().confinement()) {
            lines.add("  confinement: " + word(comparison.was().confinement()) + " before, " + word(comparison.is().confinement()) + " after");
        }
        added.forEach(entry -> lines.add(coloured("+ " + words(entry), colours, 2)));
        removed.forEach(entry -> lines.add(coloured("- " + words(entry), colours, 2)));
        for (Comparison.Profile profile : comparison.profiles()) {
            lines.add("");
            diff(comparison, profile).forEach(line -> lines.add(coloured(line, colours, 0)));
        }
        return lines;
    }

    private static String count(List<PolicyEntry> rules) {
        return rules.size() + (rules.size() == 1 ? " rule" : " rules");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String words(PolicyEntry entry) {
        return RuleText.of(entry.rule()) + (entry.reason().isEmpty() ? "" : ": " + entry.reason()) + " (" + entry.origin().describe() + ")";
    }

    private static List<String> diff(Comparison comparison, Comparison.Profile profile) {
        return UnifiedDiff.lines(profile.before(), profile.after(), profile.backend() + ": " + comparison.before(), profile.backend() + ": " + comparison.after());
    }

    private static String coloured(String line, boolean colours, int indent) {
        String text = " ".repeat(indent) + Table.printable(line);
        String colour = line.startsWith("+") ? GREEN : line.startsWith("-") ? RED : "";
        return colours && !colour.isEmpty() ? colour + text + PLAIN : text;
    }

    /** For programs. */
    static Map<String, Object> json(Comparison comparison) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("command", comparison.command());
        json.put("before", comparison.before());
        json.put("after", comparison.after());
        json.put("added", comparison.added().stream().map(ComparisonText::json).toList());
        json.put("removed", comparison.removed().stream().map(ComparisonText::json).toList());
        json.put("profiles", comparison.profiles().stream().map(profile -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("backend", profile.backend());
            one.put("edited", profile.edited());
            one.put("diff", String.join("\n", diff(comparison, profile)));
            return one;
        }).toList());
        return json;
    }

    private static Map<String, Object> json(PolicyEntry entry) {
        Map<String, Object> json = PolicyVerb.object(entry);
        json.put("words", RuleText.of(entry.rule()));
        return json;
    }
}
