package cordon.backend.apparmor;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.PolicyEntry;
import cordon.api.snap.SnapIdentity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A policy as a profile: variables, then the rules, sorted, each once, in sections by the origins that ask for them. A line that begins
 * with {@link #SECTION} names the origins of the rules below it. Pure.
 */
final class ProfileText {
    /** Begins the line of a section's origins; lines of rules are indented too, but hold a rule before any comment. */
    static final String SECTION = "  # ";
    private static final String HOMES = "/home/* /root";
    private static final String HEAD = "profile %s flags=(%s) {\n";

    private ProfileText() {
    }

    /** Whether the profile means this directory by the user's home. */
    static boolean knowsHome(String directory) {
        return directory.equals("/root") || directory.matches("/home/[^/]+");
    }

    /** @throws IllegalArgumentException when a rule cannot be said; the message names its origin */
    static String of(AppPolicy policy, boolean userNamespaces) {
        StringBuilder text = new StringBuilder();
        if (policy.confinement() == Confinement.CLASSIC) {
            return text.append("# Not confined: there is no profile.\n").toString();
        }
        text.append("# What no rule allows is refused").append(policy.confinement() == Confinement.DEVMODE ? " in strict mode; here it is logged and carried out.\n" : ".\n");
        text.append("# \"apparmor_parser -r FILE\" puts an edit in force for processes that run, too.\n");
        variables(policy).forEach((name, value) -> text.append("@{").append(name).append("}=").append(value).append('\n'));
        text.append('\n').append(HEAD.formatted(policy.label().text(), flags(policy)));
        sections(policy, userNamespaces).forEach((origins, lines) -> {
            text.append('\n').append(SECTION).append(origins).append('\n');
            lines.forEach((line, reason) -> text.append("  ").append(line).append(reason.isEmpty() ? "" : "  # " + reason).append('\n'));
        });
        return text.append("}\n").toString();
    }

    /**
     * Descriptors that the caller passes lead to files outside of the application's namespace: their paths are taken as if from the
     * root (attach_disconnected). A file that was deleted keeps its path (mediate_deleted).
     */
    private static String flags(AppPolicy policy) {
        return "attach_disconnected, mediate_deleted" + (policy.confinement() == Confinement.DEVMODE ? ", complain" : "");
    }

    /** The profile is for all users: their directories are patterns. */
    private static Map<String, String> variables(AppPolicy policy) {
        SnapIdentity snap = policy.snap();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PROC", "/proc");
        variables.put("HOME", HOMES);
        variables.put("RUN_USER", "/run/user/[0-9]*");
        variables.put("SNAP_NAME", word(snap.name()));
        variables.put("SNAP_INSTANCE_NAME", word(snap.instanceName()));
        variables.put("SNAP_REVISION", word(snap.revision()));
        variables.put("SNAP_APP", policy.label().app());
        variables.put("SNAP", "/snap/" + word(snap.instanceName()) + "/" + word(snap.revision()));
        return variables;
    }

    private static String word(String value) {
        if (!value.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("\"" + value.replaceAll("\\p{Cntrl}", "?") + "\" cannot be a snap's name or revision");
        }
        return value;
    }

    /** Lines and their reasons, by origins. */
    private static Map<String, Map<String, String>> sections(AppPolicy policy, boolean userNamespaces) {
        Map<String, TreeSet<String>> origins = new LinkedHashMap<>();
        Map<String, TreeSet<String>> reasons = new LinkedHashMap<>();
        for (PolicyEntry entry : policy.entries()) {
            for (String line : lines(entry, userNamespaces)) {
                origins.computeIfAbsent(line, one -> new TreeSet<>()).add(entry.origin().describe());
                reasons.computeIfAbsent(line, one -> new TreeSet<>());
                if (!entry.reason().isEmpty()) {
                    reasons.get(line).add(entry.reason());
                }
            }
        }
        Map<String, Map<String, String>> sections = new TreeMap<>(ProfileText::templateFirst);
        origins.forEach((line, from) -> sections.computeIfAbsent(comment(String.join("; ", from)), one -> new TreeMap<>())
                .put(line, comment(String.join("; ", reasons.get(line)))));
        return sections;
    }

    private static List<String> lines(PolicyEntry entry, boolean userNamespaces) {
        try {
            return new ArrayList<>(RuleText.of(entry.rule(), userNamespaces));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + entry.rule().render() + "\" (" + entry.origin().describe() + "): " + e.getMessage(), e);
        }
    }

    /** One line, whoever wrote it. */
    private static String comment(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
    }

    private static int templateFirst(String a, String b) {
        boolean first = a.equals("template");
        return first == b.equals("template") ? a.compareTo(b) : first ? -1 : 1;
    }
}
