package cordon.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.PathPattern;
import cordon.api.policy.Rules;
import cordon.core.CordonException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CeilingTest {
    private static boolean overlap(String one, String other) {
        boolean found = Overlap.of(PathPattern.parse(one), PathPattern.parse(other));
        assertEquals(found, Overlap.of(PathPattern.parse(other), PathPattern.parse(one)));
        return found;
    }

    private static Optional<Question> asks(String rule) {
        int colon = rule.indexOf(": ");
        String kind = colon < 0 ? rule : rule.substring(0, colon);
        return Judge.of(Ceiling.STANDARD, Path.of("/var/lib/cordon"), Optional.empty()).asks(Rules.parse(kind, colon < 0 ? "" : rule.substring(colon + 2)));
    }

    @Test
    void patternsOverlapWhereOnePathIsMatchedByBoth() {
        for (String[] pair : new String[][] {{"/a", "/a"}, {"/a/*", "/a/b"}, {"/**", "/a/b/c"}, {"/a/**", "/*/b"}, {"/a/*/c", "/a/b/*"}, {"/a?c", "/abc"},
            {"/a[bd]c", "/abc"}, {"/a[^b]c", "/a/c"}, {"/{a,b}/c", "/b/*"}, {"@{HOME}/x", "/home/alice/*"}, {"@{HOME}/x", "/root/**"}, {"/a*", "/*b"}, {"/**/b", "/a/**"}}) {
            assertTrue(overlap(pair[0], pair[1]), pair[0] + " " + pair[1]);
        }
        for (String[] pair : new String[][] {{"/a", "/b"}, {"/a/*", "/a/b/c"}, {"/a/**", "/b/**"}, {"/a?c", "/a/c"}, {"/a/", "/a"}, {"/a*c", "/a/c"},
            {"/*/x", "/a/b/x"}, {"/{a,b}/c", "/c/*"}, {"@{PROC}/*/mem", "/proc/self/maps"}}) {
            assertFalse(overlap(pair[0], pair[1]), pair[0] + " " + pair[1]);
        }
    }

    @Test
    void whatTakesOverTheMachineOrCannotBeJudgedIsAskedAbout() {
        for (String rule : List.of("capability: sys_admin", "syscall: mount", "syscall: ptrace", "raw: x y", "mount: target=/mnt/**", "umount: target=/mnt/**",
                "kernel-module: loop", "userns", "ptrace: read peer=any", "file: /etc/shadow r", "file: /etc/* r", "file: /etc/passwd w", "file: @{HOME}/** r",
                "file: /home/*/.ssh/id r", "file: /usr/bin/x rw", "raw: apparmor /opt/x rw", "raw: nofile limit 4096", "file: /opt/x Px", "file: /root/x a", "link: /etc/x -> /tmp/x",
                "device: block /dev/x r", "device: char /dev/mem r", "device: char 1:1 rw", "mount-entry: bind source=/etc target=/opt/x",
                "unix: connect type=stream peer-address=/run/systemd/private")) {
            assertTrue(asks(rule).filter(one -> !one.never()).isPresent(), rule);
        }
    }

    @Test
    void whatIsNeededEveryDayIsNot() {
        for (String rule : List.of("file: /etc/fstab r", "file: owner /var/lib/demo/** rwk", "network: inet stream", "syscall: quotactl", "capability: net_bind_service",
                "device: char /dev/ttyUSB[0-9]* rw", "environment: A=b", "file: /usr/bin/x rix", "file: @{PROC}/*/mounts r", "file: deny /etc/shadow r",
                "syscall: deny mount", "capability: deny sys_admin", "dbus: system send path=/x", "mount-entry: bind source=/usr/share/demo target=/opt/demo",
                "unix: connect type=stream address=@/tmp/.X11-unix/X*")) {
            assertEquals(Optional.empty(), asks(rule), rule);
        }
    }

    @Test
    void whatReachesCordonItselfIsNeverGranted() {
        for (String rule : List.of("file: /var/lib/cordon/run/control.sock rw", "file: /** r", "file: /var/lib/** rw", "file: /var/{lib,log}/cor*/** r", "file: /var/lib/cordon/ r",
                "link: /tmp/x -> /var/lib/cordon/snaps/a.json", "mount: source=/var/lib/cordon/snap target=/mnt/", "mount-entry: bind source=/var/lib/cordon target=/opt/x",
                "unix: connect type=stream peer-address=/var/lib/cordon/run/control.sock", "raw: apparmor /var/lib/cordon/run/control.sock rw,", "raw: apparmor \"/var/lib/cordon/**\" r,",
                "raw: apparmor /x r, owner /var/{lib,log}/cor*/** rw,", "raw: apparmor mount /var/lib -> /mnt/,", "raw: apparmor unix addr=@/var/lib/cordon/x,", "raw: apparmor file,",
                "raw: apparmor audit allow all", "raw: apparmor /x r, owner file,", "raw: apparmor @{LIB}/cordon/** rw,", "raw: apparmor /var/li\\142/cordon/** rw,", "raw: apparmor /var/../var/lib/cordon/x r")) {
            assertTrue(asks(rule).filter(Question::never).isPresent(), rule);
        }
        assertFalse(asks("file: /var/lib/cordonbleu/** rw").filter(Question::never).isPresent());
    }

    @Test
    void toRunWithoutConfinementIsNeverGranted() {
        for (String rule : List.of("file: /opt/x Ux", "file: owner /usr/bin/* rUx")) {
            assertTrue(asks(rule).filter(Question::never).isPresent(), rule);
        }
        assertEquals(Optional.empty(), asks("file: deny /opt/x x"));
    }

    @Test
    void aListOfTheSiteTakesThePlaceOfTheStandardOne() throws Exception {
        Ceiling ceiling = CeilingText.read("capabilities: [net_raw]\nread: ['/srv/**']\n", "ceiling.yaml");
        assertEquals(Set.of("net_raw"), ceiling.capabilities());
        assertEquals(Ceiling.STANDARD.systemCalls(), ceiling.systemCalls());
        assertTrue(ceiling.over(Rules.parse("file", "/srv/x r")).isPresent());
        assertFalse(ceiling.over(Rules.parse("file", "/etc/shadow r")).isPresent());
        assertEquals(Ceiling.STANDARD, CeilingText.read("", "ceiling.yaml"));
    }

    @Test
    void aCeilingThatIsMisspeltIsRefusedAndThenEverythingIsInQuestion() {
        for (String text : List.of("a: [b]", "[a]", "read: x", "read: [x]", "capabilities: [CAP_NET_RAW]", "kinds: [files]", "read: []\nread: []", "read: [[]]", "{")) {
            String message = assertThrows(CordonException.class, () -> CeilingText.read(text, "ceiling.yaml"), text).getMessage();
            assertTrue(message.startsWith("ceiling.yaml:"), message);
        }
        assertTrue(Judge.of(Ceiling.STANDARD, Path.of("/x"), Optional.of("broken")).asks(Rules.parse("file", "/etc/fstab r")).isPresent());
    }
}
