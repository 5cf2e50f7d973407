package cordon.backend.kmod;

import cordon.api.backend.BackendException;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.KernelModuleRule;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rules;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The text of a profile: a line {@code kernel-module: NAME} for each module. {@code #} begins a comment. Pure. */
final class ModuleList {
    private static final String KIND = "kernel-module";
    private static final String LINE = KIND + ": ";

    private ModuleList() {
    }

    /** Sorted, each module once, with the origins of its rules as comments before it. */
    static String render(AppPolicy policy) {
        Map<String, TreeSet<String>> lines = new TreeMap<>();
        for (PolicyEntry entry : policy.entries()) {
            if (entry.rule() instanceof KernelModuleRule module) {
                String why = entry.origin().describe() + (entry.reason().isEmpty() ? "" : ": " + entry.reason());
                lines.computeIfAbsent(module.render(), one -> new TreeSet<>()).add(why);
            }
        }
        StringBuilder text = new StringBuilder("# Modules that the kernel is asked to load for " + policy.label().text() + ".\n");
        lines.forEach((line, origins) -> {
            origins.forEach(origin -> text.append("# ").append(origin).append('\n'));
            text.append(line).append('\n');
        });
        return text.toString();
    }

    /**
     * The modules of a profile.
     *
     * @param file for messages
     * @throws BackendException with file, line number and reason
     */
    static Set<String> parse(String text, String file) throws BackendException {
        Set<String> modules = new LinkedHashSet<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int comment = lines[i].indexOf('#');
            String line = (comment < 0 ? lines[i] : lines[i].substring(0, comment)).strip();
            if (!line.isEmpty()) {
                modules.add(module(line, file + ":" + (i + 1)));
            }
        }
        return modules;
    }

    private static String module(String line, String place) throws BackendException {
        if (!line.startsWith(LINE)) {
            throw new BackendException("cannot read " + place + ": a line is \"" + LINE + "NAME\"");
        }
        try {
            return Rules.parse(KIND, line.substring(LINE.length())).text();
        } catch (IllegalArgumentException e) {
            throw new BackendException("cannot read " + place + ": " + e.getMessage(), e);
        }
    }
}
