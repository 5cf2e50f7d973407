package cordon.backend.seccomp;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rules;
import cordon.api.snap.SecurityLabel;
import cordon.testkit.backend.TestPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Policies as the framework composes them, from the project's own template and interfaces. */
final class Policies {
    private static final Path TEMPLATE = Path.of("../core.bundle/src/main/resources/cordon/core/compose/template/syscalls.rules");
    private static final Pattern RULE = Pattern.compile("(?:  - )?([a-z-]+): *(?:\"([^\"]*)\"|([^#\"]*?)) *(?:# *(.*))?");

    private Policies() {
    }

    /** The template, with the plugs of some interfaces connected. */
    static AppPolicy connected(String app, String... interfaces) throws IOException {
        List<PolicyEntry> entries = new ArrayList<>(read(TEMPLATE, "", new Origin.Template()));
        for (String name : interfaces) {
            entries.addAll(read(Path.of("../iface." + name + ".bundle/interface.yaml"), "  - ",
                    new Origin.Connection(name, "foo:" + name, ":" + name)));
        }
        return of(app, Confinement.STRICT, entries);
    }

    /** A policy of given rules, {@code KIND: TEXT}, from the template. */
    static AppPolicy of(Confinement confinement, String... rules) {
        return of("bar", confinement, TestPolicy.entries(new Origin.Template(), rules));
    }

    static AppPolicy of(String app, Confinement confinement, List<PolicyEntry> entries) {
        return new AppPolicy(new SecurityLabel("foo", app), TestPolicy.snap("foo", "x1"), confinement, entries);
    }

    private static List<PolicyEntry> read(Path file, String prefix, Origin origin) throws IOException {
        List<PolicyEntry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Matcher rule = RULE.matcher(line);
            if (!line.isBlank() && !line.startsWith("#") && line.startsWith(prefix) && rule.matches()) {
                String text = rule.group(2) != null ? rule.group(2) : rule.group(3);
                entries.add(new PolicyEntry(Rules.parse(rule.group(1), text), origin, rule.group(4) == null ? "" : rule.group(4)));
            }
        }
        return entries;
    }
}
