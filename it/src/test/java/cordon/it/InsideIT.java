package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/** A shell, strace and gdb in the sandbox of a command: what it may not do, they may not do through it. */
public class InsideIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @BeforeClass
    public static void install() {
        SnapSource tool = SnapSource.in(DAEMON.place(), "inside").yaml("""
                name: inside
                version: '1'
                summary: s
                environment: {GREETING: hello}
                apps:
                  inside: {command: bin/inside, command-chain: [bin/chain]}
                """).script("bin/chain", "export CHAINED=yes; exec \"$@\"\n").script("bin/inside", "echo program \"$@\"; exit 4\n");
        DAEMON.cordon("install", tool.path()).succeeds();
    }

    private static List<String> confinement(Result result) {
        return result.out().lines().filter(line -> line.matches("(Seccomp|NoNewPrivs|CapBnd|CapEff):.*|[0-9]+:.*|mnt:.*")).toList();
    }

    @Test
    public void aShellHasTheConfinementAndEnvironmentOfTheProgram() {
        SnapSource same = SnapSource.in(DAEMON.place(), "looking").yaml("name: looking\nversion: '1'\nsummary: s\napps:\n  looking: {command: bin/look}\n")
                .script("bin/look", "cat /proc/self/status /proc/self/cgroup; cat /etc/shadow; echo $GREETING $CHAINED $SNAP_NAME\n");
        DAEMON.cordon("install", same.path()).succeeds();
        Result program = DAEMON.as(Daemon.ALICE, "run", "looking");
        Result shell = DAEMON.as(Daemon.ALICE, "run", "--shell", "looking", "-c", "cat /proc/self/status /proc/self/cgroup; cat /etc/shadow");
        assertEquals(confinement(program), confinement(shell));
        assertTrue(shell.toString(), confinement(shell).contains("Seccomp:\t2"));
        assertTrue(shell.toString(), shell.err().contains("/etc/shadow"));
        assertEquals("hello yes inside\n", DAEMON.as(Daemon.ALICE, "run", "--shell", "inside", "-c", "echo $GREETING $CHAINED $SNAP_NAME").succeeds().out());
        DAEMON.as(Daemon.ALICE, "run", "--shell", "inside", "-c", "perl -e 'socket(S,2,1,0) or die qq($!)'").fails("Operation not permitted");
        assertEquals(3, DAEMON.cordon("run", "--shell", "inside", "-c", "exit 3").status());
    }

    @Test
    public void aShellAtATerminalHasJobControl() throws IOException, InterruptedException {
        try (Typing typing = new Typing("run", "--shell", "inside")) {
            typing.type("PS1=wait''ing:\n");
            typing.await("waiting:");
            // One process: a shell that is stopped while it begins another (vfork(2)) does not stop before that has begun, which is stopped.
            typing.type("perl -e '$| = 1; $SIG{CONT} = sub { print \"ba\".\"ck\\n\" }; print \"rea\".\"dy\\n\"; sleep 1 while 1'\n");
            typing.await("ready\r");
            typing.type("\032");
            typing.await("Stopped");
            typing.await("waiting:");
            typing.type("fg\n");
            // The shell says what it brings back before that has the terminal; it goes on when it has.
            typing.await("back\r");
            typing.type("\003");
            typing.await("waiting:");
            typing.type("test $? = 130 && echo inter''rupted; jobs; exit 7\n");
            typing.await("interrupted\r");
            assertEquals(7, typing.end());
        }
    }

    @Test
    public void straceShowsTheProgramFromItsExecOnAndTheFilterStaysInForce() {
        assumeTrue("strace is not installed", installed("strace"));
        Result result = DAEMON.as(Daemon.ALICE, "run", "--strace", "inside", "a b");
        assertEquals(result.toString(), 4, result.status());
        assertEquals("program a b\n", result.out());
        assertTrue(result.toString(), result.err().contains("execve(\"/snap/inside/x1/bin/inside\"") && result.err().contains("exited with 4"));
        SnapSource escape = SnapSource.in(DAEMON.place(), "escape").yaml("name: escape\nversion: '1'\nsummary: s\napps:\n  escape: {command: bin/run}\n")
                .script("bin/run", "perl -e 'socket(S,2,1,0) or exit 9'; cat /etc/shadow\n");
        DAEMON.cordon("install", escape.path()).succeeds();
        result = DAEMON.as(Daemon.ALICE, "run", "--strace", "escape").fails("socket(AF_INET, SOCK_STREAM", "EPERM", "EACCES");
        result.doesNotPrint("root:");
    }

    @Test
    public void gdbStopsWhereTheProgramBegins() {
        assumeTrue("gdb is not installed", installed("gdb"));
        Result result = Programs.run(DAEMON.environment(), "info inferiors\ncontinue\nquit\n", Programs.as(Daemon.ALICE, DAEMON.command("run", "--gdb", "inside", "x")));
        result.prints("exec'd", "program x", "exited with code 04");
        assertEquals(4, result.status());
    }

    @Test
    public void theTracerHasTheRightsOfTheCallerAlone() throws IOException {
        assumeTrue("strace is not installed", installed("strace"));
        SnapSource slow = SnapSource.in(DAEMON.place(), "slow").yaml("name: slow\nversion: '1'\nsummary: s\napps:\n  slow: {command: bin/run}\n")
                .script("bin/run", "while read -r key pid; do [ \"$key\" = TracerPid: ] && break; done </proc/$$/status; echo $pid; read line\n");
        DAEMON.cordon("install", slow.path()).succeeds();
        ProcessBuilder builder = new ProcessBuilder(Programs.as(Daemon.ALICE, DAEMON.command("run", "--strace", "slow"))).redirectError(DAEMON.place().resolve("strace").toFile());
        builder.environment().putAll(DAEMON.environment());
        Process process = builder.start();
        String status = Files.readString(Path.of("/proc", process.inputReader().readLine(), "status"));
        process.getOutputStream().close();
        assertTrue(status, status.contains("Uid:\t4242\t4242\t4242\t4242") && status.contains("CapPrm:\t0000000000000000") && status.contains("NoNewPrivs:\t1"));
    }

    @Test
    public void waysOfRunningExcludeEachOtherAndAnArgumentIsNoOption() {
        DAEMON.cordon("run", "--shell", "--strace", "inside").fails("--shell", "exclude");
        assertEquals("program --shell\n", DAEMON.cordon("run", "inside", "--shell").out());
        DAEMON.cordon("run", "--shel", "inside").fails("--shell");
    }

    private static boolean installed(String program) {
        return Files.isExecutable(Path.of("/usr/bin", program));
    }

    /** A person at a terminal. */
    private static final class Typing implements AutoCloseable {
        private final Process process;
        private final StringBuilder seen = new StringBuilder();
        private final OutputStream keys;
        private final InputStream screen;

        Typing(String... words) throws IOException {
            List<String> command = new ArrayList<>(List.of("script", "-qefc", String.join(" ", DAEMON.command(words)), "/dev/null"));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(DAEMON.environment());
            process = builder.start();
            keys = process.getOutputStream();
            screen = process.getInputStream();
        }

        void type(String text) throws IOException {
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
        }

        /** Until the screen shows it, after what was awaited before. */
        void await(String text) throws IOException {
            byte[] chunk = new byte[4096];
            while (seen.indexOf(text) < 0) {
                int count = screen.read(chunk);
                assertTrue("no \"" + text + "\" in " + seen, count >= 0);
                seen.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
            }
            seen.delete(0, seen.indexOf(text) + text.length());
        }

        int end() throws IOException, InterruptedException {
            screen.readAllBytes();
            return process.waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
