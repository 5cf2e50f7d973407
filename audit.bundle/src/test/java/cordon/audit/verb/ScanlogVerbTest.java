package cordon.audit.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.audit.source.LogLimits;
import cordon.audit.source.Owners;
import cordon.core.Cordon;
import cordon.core.CordonException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanlogVerbTest {
    private static final String SHADOW = "type=AVC msg=audit(%s): apparmor=\"DENIED\" operation=\"open\" profile=\"snap.web.wget\" name=\"/etc/shadow\" pid=9 comm=\"wget\" requested_mask=\"r\" denied_mask=\"r\" fsuid=1 ouid=0\n";

    @TempDir
    Path directory;

    /** One that has started nothing. */
    private static Cordon idle() {
        return (Cordon) Proxy.newProxyInstance(Cordon.class.getClassLoader(), new Class<?>[] {Cordon.class}, (self, method, arguments) -> List.of());
    }

    private String scan(String log, Object... words) throws Exception {
        Files.writeString(directory.resolve("log"), log);
        List<Object> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--from", "log"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ScanlogVerb(new Owners(idle()), new LogLimits(directory.resolve("run")), (denial, owner) -> List.of("advice"), Clock.systemUTC())
                .run(all, directory, new PrintStream(out, false, StandardCharsets.UTF_8), new PrintStream(new ByteArrayOutputStream()));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsAlikeIsPrintedOnceWithItsCount() throws Exception {
        String out = scan(String.format(SHADOW, "1.0:1") + String.format(SHADOW, "2.0:2") + String.format(SHADOW, "2.0:2"));
        assertEquals(2, out.lines().count(), out);
        assertTrue(out.contains("web.wget: apparmor refused open /etc/shadow (r), by wget[9], 2 times\n    advice\n"), out);
    }

    @Test
    void anAppIsNamedByItsSnapItsCommandOrBoth() throws Exception {
        String log = String.format(SHADOW, "1.0:1");
        assertTrue(scan(log, "web").contains("/etc/shadow"));
        assertTrue(scan(log, "web.wget").contains("/etc/shadow"));
        assertEquals("", scan(log, "web.other"));
        assertEquals("", scan(log, "we"));
        assertEquals("", scan(log.replace("snap.web.wget", "/usr/bin/man")));
        assertTrue(scan(log.replace("snap.web.wget", "/usr/bin/man"), "--all").contains("(no snap)"));
        assertTrue(scan("type=SECCOMP msg=audit(1.0:1): pid=5 comm=\"x\" exe=\"/snap/web/x1/x\" sig=0 arch=c000003e syscall=165 compat=0 code=0x50001\n", "web")
                .contains("web: seccomp refused system call mount"));
    }

    @Test
    void sinceLeavesOutWhatCameBefore() throws Exception {
        assertEquals("", scan(String.format(SHADOW, "1.0:1"), "--since", "10m"));
        assertTrue(scan(String.format(SHADOW, "1.0:1"), "--since", "1970-01-01T00:00:00Z").contains("/etc/shadow"));
    }

    @Test
    void whateverAProcessCallsItselfNothingReachesTheTerminalThatItObeys() throws Exception {
        String hostile = "1B5B324A0A22E280AE5D";
        String log = String.format(SHADOW, "1.0:1").replace("\"wget\" req", hostile + " req").replace("\"/etc/shadow\"", "2F" + hostile);
        for (Object option : new Object[] {"--all", "--json"}) {
            String out = scan(log, option);
            assertTrue(out.chars().allMatch(c -> c == '\n' || c >= 32 && c < 127), out);
            assertTrue(out.contains("\\u001b[2J\\u000a"), out);
        }
        assertEquals(1, scan(log, "--json").lines().count());
    }

    @Test
    void wrongCallsAreRefused() {
        for (Object[] words : new Object[][] {{"--nosuch"}, {"a", "b"}, {"--follow"}, {"--since", "soon"}}) {
            assertThrows(CordonException.class, () -> scan("", words));
        }
    }
}
