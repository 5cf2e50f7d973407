package cordon.shell.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rules;
import cordon.api.snap.SecurityLabel;
import cordon.core.Comparison;
import cordon.shell.text.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTextTest {
    private static final PolicyEntry HOSTS = new PolicyEntry(Rules.parse("file", "/etc/hosts r"), new Origin.Connection("network", "web:net", ":network"), "names");
    private static final PolicyEntry MOUNT = new PolicyEntry(Rules.parse("syscall", "mount"), new Origin.Template(), "");

    private static AppPolicy policy(PolicyEntry... entries) {
        return new AppPolicy(new SecurityLabel("web", "wget"), Fixture.snap("web"), Confinement.STRICT, List.of(entries));
    }

    private static Comparison comparison(String before) {
        return new Comparison("web.wget", before, "after", policy(MOUNT), policy(HOSTS, HOSTS), List.of(new Comparison.Profile("seccomp", "a\nmount\nz\n", "a\nz\n", false)));
    }

    @Test
    void rulesAreSaidInWordsWithTheirOriginAndProfilesAsAUnifiedDiff() {
        assertEquals("""
                web.wget: 1 rule added, 1 rule removed, from before to after
                  + can read /etc/hosts: names (network: web:net :network)
                  - can call mount(2) (template)

                --- seccomp: before
                +++ seccomp: after
                @@ -1,3 +1,2 @@
                 a
                -mount
                 z""", String.join("\n", ComparisonText.lines(comparison("before"), false)));
        assertEquals("web.wget: 1 rule added, 1 rule removed", ComparisonText.lines(comparison("after"), false).get(0));
    }

    @Test
    void onATerminalWhatComesIsGreenAndWhatGoesIsRed() {
        List<String> lines = ComparisonText.lines(comparison("before"), true);
        assertTrue(lines.get(1).startsWith("\033[32m  + can"), lines.get(1));
        assertTrue(lines.get(2).startsWith("\033[31m  - can"), lines.get(2));
    }

    @Test
    void programsGetTheSame() {
        String json = Json.write(ComparisonText.json(comparison("before")));
        assertTrue(json.contains("\"rule\": \"file: /etc/hosts r\""), json);
        assertTrue(json.contains("\"words\": \"can read /etc/hosts\""), json);
        assertTrue(json.contains("@@ -1,3 +1,2 @@\\n a\\n-mount\\n z"), json);
    }
}
