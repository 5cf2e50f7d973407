package cordon.audit.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.Refusal;
import cordon.api.backend.RefusalLog;
import cordon.api.policy.Rules;
import cordon.api.snap.SecurityLabel;
import cordon.audit.source.LogLimits;
import cordon.audit.source.Owners;
import cordon.audit.source.ToldRefusals;
import cordon.core.Cordon;
import cordon.core.CordonException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanlogVerbTest {
    private static final String SHADOW = "type=AVC msg=audit(%s): apparmor=\"DENIED\" operation=\"open\" profile=\"snap.web.wget\" name=\"/etc/shadow\" pid=9 comm=\"wget\" requested_mask=\"r\" denied_mask=\"r\" fsuid=1 ouid=0\n";

    @TempDir
    Path directory;

    /** One that has started nothing. */
    private static Cordon idle() {
        return (Cordon) Proxy.newProxyInstance(Cordon.class.getClassLoader(), new Class<?>[] {Cordon.class}, (self, method, arguments) -> method.getReturnType() == Optional.class ? Optional.empty() : List.of());
    }

    private String scan(String log, Object... words) throws Exception {
        Files.writeString(directory.resolve("log"), log);
        List<Object> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--from", "log"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ScanlogVerb(new Owners(idle()), new LogLimits(directory.resolve("run")), () -> List.of(new Told()), (denial, owner) -> List.of("advice"), Clock.systemUTC())
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

    /** A backend that has refused somebody a device, and more that it could not take down. */
    private record Told(String name, Optional<String> silence, long missed, Refusal... refusals) implements RefusalLog {
        Told() {
            this("cgroup", Optional.empty(), 7, refusal(1, "char /dev/kvm rw", "\033[2J\n\udcff"), refusal(2, "char 240:5 r", ""));
        }

        private static Refusal refusal(long number, String device, String program) {
            return new Refusal(number, Instant.EPOCH, new SecurityLabel("told-web", "wget"), 9, program, Rules.parse("device", device));
        }

        @Override
        public List<Refusal> after(long number) {
            return Arrays.stream(refusals).filter(refusal -> refusal.number() > number).toList();
        }
    }

    private String ask(Object... words) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(out, false, StandardCharsets.UTF_8);
        List<RefusalLog> logs = List.of(new Told(), new Told("dumb", Optional.of("it is dumb"), 0));
        new ScanlogVerb(new Owners(idle()), new LogLimits(directory.resolve("run")), () -> logs, new ModelAdvice(idle()), Clock.systemUTC())
                .run(List.of(words), directory, both, both);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatBackendsTellIsShownWithTheLogs() throws Exception {
        String out = ask("told-web");
        assertTrue(out.contains("told-web.wget: cgroup refused device char /dev/kvm rw, by \\u001b[2J\\u000a\\udcff[9]\n"), out);
        assertTrue(out.contains("told-web.wget: cgroup refused device char 240:5 r, by process 9\n"), out);
        assertTrue(out.contains("note: cgroup refused 7 more uses") && out.contains("note: it is dumb"), out);
        assertTrue(ask("--json", "told-web").contains("\"rule\":\"device: char /dev/kvm rw\""), out);
        assertTrue(!ask("other").contains("/dev/kvm"));
        assertTrue(!scan("", "told-web").contains("/dev/kvm"), "a file says what a file says");
    }

    @Test
    void eachRefusalComesOnceAndThoseOfABackendThatComesLaterToo() {
        List<RefusalLog> here = new ArrayList<>(List.of(new Told()));
        ToldRefusals told = new ToldRefusals(() -> here);
        assertEquals(2, told.next().size());
        assertEquals(List.of(), told.next());
        here.add(new Told("later", Optional.empty(), 2, Told.refusal(1, "char 1:1 r", "x")));
        assertEquals("later", told.next().get(0).module());
        assertEquals("{cgroup=7, later=2}", told.missed().toString());
        assertEquals("{}", told.missed().toString());
        here.clear();
        assertEquals(List.of(), told.next());
    }

    @Test
    void wrongCallsAreRefused() {
        for (Object[] words : new Object[][] {{"--nosuch"}, {"a", "b"}, {"--follow"}, {"--since", "soon"}}) {
            assertThrows(CordonException.class, () -> scan("", words));
        }
    }
}
