package cordon.backend.landlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.BackendException;
import cordon.api.backend.Enforcement;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.FileRule;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rules;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileProfileTest {
    private static final SnapIdentity FOO = new SnapIdentity("foo", "foo", "x1", "1", SnapType.APP, Optional.empty(), Optional.empty());

    private static PolicyEntry entry(String kind, String text) {
        return new PolicyEntry(Rules.parse(kind, text), new Origin.Connection("test", "foo:test", ":test"), "because");
    }

    private static AppPolicy policy(List<PolicyEntry> entries) {
        return new AppPolicy(new SecurityLabel("foo", "app"), FOO, Confinement.STRICT, entries);
    }

    @Test
    void theTextIsReadBackAndDoesNotDependOnTheOrderOfRules() throws BackendException {
        List<PolicyEntry> entries = new ArrayList<>(List.of(entry("file", "owner @{HOME}/a{,/**} rw"), entry("file", "deny /etc/x r"), entry("file", "/b mrix")));
        String text = FileProfile.render(policy(entries));
        Collections.reverse(entries);
        assertEquals(text, FileProfile.render(policy(entries)));
        FileProfile read = FileProfile.parse(text, "f");
        assertEquals(3, read.rules().size());
        assertEquals(EnumSet.allOf(FileProfile.Scope.class), EnumSet.copyOf(read.closed()));
        assertTrue(text.contains("# test: foo:test :test: because\nfile: /b rmix\n"), text);
    }

    @Test
    void aConnectionThatSignalsOthersOpensSignals() throws BackendException {
        String text = FileProfile.render(policy(List.of(entry("signal", "send term peer=unconfined"))));
        assertEquals(EnumSet.of(FileProfile.Scope.ABSTRACT_SOCKETS, FileProfile.Scope.TCP), EnumSet.copyOf(FileProfile.parse(text, "f").closed()));
    }

    @Test
    void whatCannotBeReadIsSaidWithItsPlace() {
        for (String bad : List.of("file: etc r", "file: /etc", "open /etc r", "closed: doors", "file: /a \"r\"")) {
            BackendException failure = assertThrows(BackendException.class, () -> FileProfile.parse("\n" + bad + "\n", "/p/snap.foo.app"));
            assertTrue(failure.getMessage().startsWith("cannot read /p/snap.foo.app:2: "), failure.getMessage());
        }
    }

    @Test
    void aLineThatAnotherProfileHasCountsInEach() throws BackendException {
        Map<String, FileRule> known = new HashMap<>();
        FileProfile one = FileProfile.parse("# one\nfile: /a r\nfile: /b rw\n", "one", known);
        FileProfile two = FileProfile.parse("# two\nfile: /b rw\nfile: /b r\n", "two", known);
        assertEquals(List.of("/a r", "/b rw"), one.rules().stream().map(FileRule::text).toList());
        assertEquals(List.of("/b rw", "/b r"), two.rules().stream().map(FileRule::text).toList());
        BackendException failure = assertThrows(BackendException.class, () -> FileProfile.parse("file: /a r\nfile: b r\n", "/p/snap.foo.three", known));
        assertTrue(failure.getMessage().startsWith("cannot read /p/snap.foo.three:2: "), failure.getMessage());
    }

    @Test
    void theReportSaysWhatLandlockCannotSay() {
        LandlockEnforcement enforcement = new LandlockEnforcement(7);
        assertInstanceOf(Enforcement.Exactly.class, enforcement.of(Rules.parse("file", "/tmp/** rw")));
        assertInstanceOf(Enforcement.Weaker.class, enforcement.of(Rules.parse("file", "owner @{HOME}/[^.s]{,**} rw")));
        assertInstanceOf(Enforcement.Stricter.class, enforcement.of(Rules.parse("file", "owner @{HOME}/ r")));
        assertInstanceOf(Enforcement.Stricter.class, enforcement.of(Rules.parse("file", "/etc/hosts r")));
        assertInstanceOf(Enforcement.Stricter.class, enforcement.of(Rules.parse("file", "/sys/**/uevent r")));
        assertInstanceOf(Enforcement.Weaker.class, enforcement.of(Rules.parse("file", "@{PROC}/[0-9]*/status r")));
        assertInstanceOf(Enforcement.NotAtAll.class, enforcement.of(Rules.parse("file", "/x k")));
        assertInstanceOf(Enforcement.NotAtAll.class, enforcement.of(Rules.parse("syscall", "read")));
        assertInstanceOf(Enforcement.NotAtAll.class, new LandlockEnforcement(0).of(Rules.parse("file", "/tmp/** rw")));
    }
}
