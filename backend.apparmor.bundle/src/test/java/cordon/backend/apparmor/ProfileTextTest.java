package cordon.backend.apparmor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTextTest {
    @TempDir
    private Path root;

    @Test
    void theProfileBearsTheLabelAndHasTheSnapsNamesAsVariables() {
        String text = ProfileText.of(Policies.of("bar", "file: @{SNAP}/x r"), false);
        assertTrue(text.contains("\nprofile snap.foo.bar flags=(attach_disconnected, mediate_deleted) {\n"), text);
        assertTrue(text.contains("@{SNAP_REVISION}=1\n@{SNAP_APP}=bar\n@{SNAP}=/snap/foo/1\n"), text);
        assertFalse(text.contains("include"), text);
    }

    @Test
    void eachRuleStandsOnceBelowTheOriginsThatAskForIt() {
        List<PolicyEntry> entries = new ArrayList<>();
        entries.add(new PolicyEntry(Policies.rule("file: /etc/hosts r"), Policies.NETWORK, "names"));
        entries.add(new PolicyEntry(Policies.rule("file: /etc/hosts r"), new Origin.Template(), "more names"));
        entries.add(new PolicyEntry(Policies.rule("file: /dev/null rw"), new Origin.Template(), ""));
        entries.add(new PolicyEntry(Policies.rule("network: inet stream"), Policies.NETWORK, "TCP"));
        String text = text(entries);
        assertTrue(text.endsWith("\n  # template\n  \"/dev/null\" rw,\n\n  # network: foo:network :network\n  network inet stream,  # TCP\n"
                + "\n  # network: foo:network :network; template\n  \"/etc/hosts\" r,  # more names; names\n}\n"), text);
    }

    @Test
    void theSameRulesInAnotherOrderAreTheSameText() {
        List<PolicyEntry> entries = new ArrayList<>();
        for (String rule : List.of("file: /b r", "file: /a r", "signal: send term", "capability: kill")) {
            entries.add(new PolicyEntry(Policies.rule(rule), new Origin.Template(), ""));
            entries.add(new PolicyEntry(Policies.rule(rule), Policies.NETWORK, "why " + rule.charAt(6)));
        }
        String text = text(entries);
        Collections.reverse(entries);
        assertEquals(text, text(entries));
    }

    @Test
    void aReasonIsACommentOfOneLineWhateverItHolds() throws IOException {
        List<PolicyEntry> entries = List.of(
                new PolicyEntry(Policies.rule("file: /a r"), new Origin.Declared("x\n/etc/shadow r,", "foo:x"), "#include </etc/passwd>\n  /etc/shadow r,\u0085}"));
        AppPolicy policy = new AppPolicy(new SecurityLabel("foo", "bar"), Policies.foo(), Confinement.STRICT, entries);
        String text = ProfileText.of(policy, false);
        assertFalse(text.lines().anyMatch(line -> line.strip().startsWith("/etc/shadow") || line.startsWith("#include")), text);
        CompiledProfile compiled = Compiling.compile(Policies.stored(root, policy));
        assertEquals("allow", compiled.file("/a", 'r', false));
        assertEquals("deny", compiled.file("/etc/shadow", 'r', true));
    }

    @Test
    void aSnapsWordsCannotBecomeMoreThanAVariable() {
        for (String evil : List.of("1 /root", "x1\n@{HOME}=/**", "*", "", "../1", "{1,2}")) {
            SnapIdentity snap = new SnapIdentity("foo", "foo", evil, "1.0", SnapType.APP, Optional.empty(), Optional.empty());
            AppPolicy policy = new AppPolicy(new SecurityLabel("foo", "bar"), snap, Confinement.STRICT, List.of());
            assertThrows(IllegalArgumentException.class, () -> ProfileText.of(policy, false), evil);
        }
    }

    @Test
    void devmodeComplainsAndClassicHasNoProfile() throws IOException {
        AppPolicy devmode = Policies.of("bar", Confinement.DEVMODE, new Origin.Template(), "file: /a r");
        assertTrue(ProfileText.of(devmode, false).contains("mediate_deleted, complain)"));
        assertEquals("", Compiling.refusal(Policies.stored(root, devmode)));
        AppPolicy classic = Policies.of("bar", Confinement.CLASSIC, new Origin.Template(), "file: /a r");
        assertFalse(ProfileText.of(classic, false).contains("profile snap"));
        assertEquals("", Compiling.refusal(Policies.stored(root, classic)));
    }

    @Test
    void aRuleThatCannotBeSaidIsNamedWithItsOrigin() {
        AppPolicy policy = Policies.of("bar", Confinement.STRICT, Policies.NETWORK, "file: {/a,/b} r");
        String message = assertThrows(IllegalArgumentException.class, () -> ProfileText.of(policy, false)).getMessage();
        assertTrue(message.startsWith("\"file: {/a,/b} r\" (network: foo:network :network): "), message);
    }

    private static String text(List<PolicyEntry> entries) {
        return ProfileText.of(new AppPolicy(new SecurityLabel("foo", "bar"), Policies.foo(), Confinement.STRICT, entries), false);
    }
}
