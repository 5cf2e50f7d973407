package cordon.core.compose;

import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntries;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that every confined command has. Immutable.
 *
 * @param shared by all policies, in the order of the files
 */
public record Template(PolicyEntries shared) {
    private static final List<String> FILES = List.of("syscalls.rules", "files.rules", "devices.rules", "other.rules");
    private static final Origin ORIGIN = new Origin.Template();

    /** Of a list. */
    public Template(List<PolicyEntry> entries) {
        this(PolicyEntries.of(entries));
    }

    /** The rules, in the order of the files. */
    public List<PolicyEntry> entries() {
        return shared.list();
    }

    /**
     * Reads the template that is part of this bundle.
     *
     * @throws IllegalStateException when the bundle was built wrong: a file is missing, or a line is no rule; or it cannot be read
     */
    public static Template load() {
        List<PolicyEntry> entries = new ArrayList<>();
        for (String file : FILES) {
            try (InputStream in = Template.class.getResourceAsStream("template/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("the bundle lacks the template " + file);
                }
                entries.addAll(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), file));
            } catch (IOException e) {
                throw new IllegalStateException("cannot read the template " + file + ": " + e.getMessage(), e);
            }
        }
        return new Template(entries);
    }

    /**
     * Reads rules: a line is {@code KIND: TEXT}, and after a {@code #} that blanks surround the reason. Empty lines and lines that
     * begin with {@code #} say nothing.
     *
     * @param name of the file, for messages
     * @throws IllegalStateException when a line is no rule; the message begins with file and line
     */
    static List<PolicyEntry> parse(String text, String name) {
        List<PolicyEntry> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    entries.add(entry(line));
                } catch (IllegalArgumentException e) {
                    throw new IllegalStateException(name + ":" + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return entries;
    }

    private static PolicyEntry entry(String line) {
        String[] ruleAndReason = line.split("\\s+#(?:\\s+|$)", 2);
        int colon = ruleAndReason[0].indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a rule reads KIND: TEXT");
        }
        String reason = ruleAndReason.length == 2 ? ruleAndReason[1] : "";
        return new PolicyEntry(Rules.parse(ruleAndReason[0].substring(0, colon), ruleAndReason[0].substring(colon + 1).strip()), ORIGIN, reason);
    }
}
