package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/** A command behaves as if its program were started directly. */
public class RunIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @BeforeClass
    public static void install() {
        SnapSource tool = SnapSource.in(DAEMON.place(), "tool").yaml("""
                name: tool
                version: '1.2'
                summary: s
                environment: {GREETING: "hello $SNAP_NAME", PATH: "$SNAP/bin:$PATH"}
                apps:
                  tool: {command: bin/sh-here}
                  args: {command: bin/args one, environment: {APP_ONLY: "yes"}}
                """).script("bin/sh-here", "exec /bin/sh \"$@\"\n").script("bin/args", "for a; do echo \"[$a]\"; done\n");
        DAEMON.cordon("install", tool.squashed()).succeeds();
    }

    private static Result sh(String script) {
        return DAEMON.cordon("run", "tool", "-c", script);
    }

    private static Result aliceSh(String script) {
        return DAEMON.as(Daemon.ALICE, "run", "tool", "-c", script);
    }

    @Test
    public void theStatusIsTheProgramsOwn() {
        assertEquals(0, sh("exit 0").status());
        assertEquals(7, sh("exit 7").status());
        assertEquals(255, sh("exit 255").status());
    }

    @Test
    public void aDeathBySignalIsADeathBySignal() {
        Result shell = Programs.run(DAEMON.environment(), "", "sh", "-c", DAEMON.client() + " run tool -c 'kill -TERM $$'; echo status $?");
        shell.prints("status 143");
        shell = Programs.run(DAEMON.environment(), "", "sh", "-c", DAEMON.client() + " run tool -c 'kill -KILL $$'; echo status $?");
        shell.prints("status 137");
    }

    @Test
    public void pipesAndErrorOutputPassAsTheyAre() {
        Result result = Programs.run(DAEMON.environment(), "one\ntwo\n", DAEMON.command("run", "tool", "-c", "tr a-z A-Z; echo oops >&2"));
        assertEquals("ONE\nTWO\n", result.out());
        assertEquals("oops\n", result.err());
        String big = "x".repeat(3_000_000);
        assertEquals(big.length(), Programs.run(DAEMON.environment(), big, DAEMON.command("run", "tool", "-c", "cat")).out().length());
    }

    @Test
    public void argumentsAreDataWhateverTheyLookLike() {
        List<String> hostile = List.of("--", "--command=--bind", "@@", "-x", "$(id)", "a b", "", "é\"'\\", "*", ";ls", "--json", "--help");
        List<String> command = new ArrayList<>(DAEMON.command("run", "tool.args"));
        command.addAll(hostile);
        Result result = Programs.run(DAEMON.environment(), "", command).succeeds();
        StringBuilder expected = new StringBuilder("[one]\n");
        hostile.forEach(argument -> expected.append('[').append(argument).append("]\n"));
        assertEquals(expected.toString(), result.out());
    }

    @Test
    public void theEnvironmentIsTheSnaps() {
        Result result = aliceSh("env");
        result.succeeds().prints("SNAP=/snap/tool/x1\n", "SNAP_NAME=tool\n", "SNAP_INSTANCE_NAME=tool\n", "SNAP_REVISION=x1\n", "SNAP_VERSION=1.2\n",
                "SNAP_DATA=/var/snap/tool/x1\n", "SNAP_COMMON=/var/snap/tool/common\n", "SNAP_USER_DATA=/home/alice/snap/tool/x1\n",
                "SNAP_USER_COMMON=/home/alice/snap/tool/common\n", "HOME=/home/alice/snap/tool/x1\n", "SNAP_REAL_HOME=/home/alice\n",
                "TMPDIR=/tmp\n", "SNAP_ARCH=", "SNAP_LIBRARY_PATH=", "GREETING=hello tool\n", "XDG_RUNTIME_DIR=/run/user/4242/snap.tool\n", "/snap/tool/x1/bin:");
        result.doesNotPrint("APP_ONLY");
        assertTrue(Files.isDirectory(DAEMON.home("alice").resolve("snap/tool/x1")));
    }

    @Test
    public void dangerousVariablesOfTheCallerDoNotCross() {
        Map<String, String> hostile = new HashMap<>(DAEMON.environment());
        hostile.putAll(Map.of("LD_PRELOAD", "/evil.so", "LD_LIBRARY_PATH", "/evil", "BASH_ENV", "/evil", "JAVA_TOOL_OPTIONS", "-evil",
                "PYTHONPATH", "/evil", "GCONV_PATH", "/evil", "SNAP", "/evil", "HARMLESS", "kept"));
        Programs.run(hostile, "", DAEMON.command("run", "tool", "-c", "env")).succeeds().prints("HARMLESS=kept\n").doesNotPrint("evil");
    }

    @Test
    public void aUserRunsAsHimselfWithoutCapabilities() {
        Result result = aliceSh("id -u; id -g; grep -E '^(Groups|Cap(Prm|Eff|Bnd)|NoNewPrivs|Seccomp):' /proc/self/status");
        result.succeeds().prints("4242\n4242\n", "CapPrm:\t0000000000000000", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2");
    }

    @Test
    public void signalsReachTheProgram() throws Exception {
        for (String signal : List.of("TERM", "INT", "HUP", "USR1")) {
            ProcessBuilder builder = new ProcessBuilder(DAEMON.command("run", "tool", "-c",
                    "trap 'echo got; exit 9' " + signal + "; echo ready; while :; do sleep 0.05; done"));
            builder.environment().putAll(DAEMON.environment());
            Process process = builder.start();
            BufferedReader out = process.inputReader();
            assertEquals("ready", out.readLine());
            Programs.need("sh", "-c", "kill -" + signal + " " + process.pid());
            assertEquals("got", out.readLine());
            assertEquals(9, process.waitFor());
        }
    }

    @Test
    public void aTerminalIsTheProgramsOwn() {
        Result result = Programs.run(DAEMON.environment(), "", "script", "-qec",
                DAEMON.client() + " run tool -c 'tty; stty size; test -t 0 && test -t 1 && echo both'", "/dev/null");
        result.succeeds().prints("/dev/pts/0", "both");
    }

    @Test
    public void theWorkingDirectoryIsTheCallersWhereItExistsInside() {
        Result result = Programs.run(DAEMON.environment(), "", "sh", "-c", "cd /usr && " + DAEMON.client() + " run tool -c pwd");
        assertEquals("/usr\n", result.succeeds().out());
    }

    @Test
    public void thePlanIsPrintedAndNotCarriedOut() {
        DAEMON.cordon("plan", "tool").succeeds().prints("seccomp", "landlock", "exec", "/snap/tool/x1/bin/sh-here");
    }

    @Test
    public void aDaemonThatDoesNotRunIsSaidSo() {
        Result result = Programs.run(Map.of("CORDON_ROOT", "/nonexistent"), "", DAEMON.command("list"));
        result.fails("/nonexistent", "cordon up");
    }
}
