package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The modes of a snap on this kernel: what is refused in one and permitted in the other, by each backend. */
public class ModesIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    /** A call that no rule of the template allows. */
    private static final String CALL = "unshare -U true";
    private static final String FILE = "cat /etc/shadow > /dev/null";
    /** A device that no rule allows. */
    private static final String DEVICE = "exec 3</dev/kmsg";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private SnapSource strict;
    private SnapSource devmode;
    private SnapSource classic;

    @Before
    public void write() {
        strict = snap("strict");
        devmode = snap("devmode");
        classic = snap("classic");
    }

    @After
    public void remove() {
        DAEMON.cordon("remove", "--purge", "probe");
    }

    private SnapSource snap(String confinement) {
        return SnapSource.shell(folder.getRoot().toPath().resolve(confinement), "probe", "confinement: " + confinement + "\n");
    }

    private static Result run(String script) {
        return DAEMON.cordon("run", "probe.sh", "-c", script);
    }

    private static String notes() {
        return DAEMON.cordon("list").succeeds().out().lines().filter(line -> line.startsWith("probe ")).map(line -> line.replaceAll(".* ", "")).findFirst().orElseThrow();
    }

    @Test
    public void withoutAFlagAStrictSnapIsStrict() {
        DAEMON.cordon("install", strict.path()).succeeds();
        assertEquals("-", notes());
        run(CALL).fails();
        run(FILE).fails();
        run(DEVICE).fails();
    }

    @Test
    public void inDevmodeNoBackendRefuses() {
        DAEMON.cordon("install", "--devmode", strict.path()).succeeds();
        assertEquals("devmode", notes());
        run(FILE).succeeds();
        run(CALL).succeeds();
        run(DEVICE).succeeds();
        String plan = DAEMON.cordon("plan", "probe.sh").succeeds().out();
        assertFalse(plan, plan.contains("landlock") || plan.contains("cgroup"));
        DAEMON.cordon("report", "probe.sh").succeeds().prints("devmode");
    }

    @Test
    public void inDevmodeAViewHasItsOwnTmpAndTerminalsNevertheless() {
        DAEMON.cordon("install", "--devmode", strict.path()).succeeds();
        run("echo x > /tmp/cordon-devmode && test -e /dev/null && echo x > /dev/null && echo x > /dev/shm/cordon-devmode").succeeds();
        assertFalse(Files.exists(Path.of("/tmp/cordon-devmode")) || Files.exists(Path.of("/dev/shm/cordon-devmode")));
        assertEquals("ptmx\n", run("ls /dev/pts").succeeds().out());
    }

    @Test
    public void theFilterOfDevmodeLogsAndTheStrictOneRefuses() throws Exception {
        Path text = DAEMON.root().resolve("seccomp/profiles/snap.probe.sh");
        DAEMON.cordon("install", "--devmode", strict.path()).succeeds();
        assertTrue(Files.readString(text).contains("@complain\n"));
        assertEquals("2", run("sed -n 's/^Seccomp:[^0-9]*//p' /proc/self/status").succeeds().out().strip());
        DAEMON.cordon("install", strict.path()).succeeds();
        assertFalse(Files.readString(text).contains("@complain"));
    }

    @Test
    public void theDeviceGroupIsNotAppliedInDevmode() {
        assumeTrue("control groups mediate devices here", DAEMON.cordon("backends").succeeds().out().contains("devices, network"));
        DAEMON.cordon("install", strict.path()).succeeds();
        run("cat /proc/self/cgroup").succeeds().prints("snap.probe.sh");
        DAEMON.cordon("install", "--devmode", strict.path()).succeeds();
        run("cat /proc/self/cgroup").succeeds().doesNotPrint("snap.probe.sh");
    }

    @Test
    public void aSnapThatAsksForDevmodeIsRefusedWithoutItAndConfinedByJailmode() {
        DAEMON.cordon("install", devmode.path()).fails("cannot install probe: it asks for devmode", "--devmode", "--jailmode");
        DAEMON.cordon("list").succeeds().doesNotPrint("probe");
        DAEMON.cordon("install", "--jailmode", devmode.path()).succeeds();
        assertEquals("jailmode", notes());
        run(CALL).fails();
        run(FILE).fails();
        DAEMON.cordon("install", "--devmode", "--jailmode", devmode.path()).fails("--devmode, --jailmode and --classic exclude each other");
        assertEquals("jailmode", notes());
    }

    @Test
    public void aClassicSnapNeedsClassicAndIsNotConfinedAtAll() {
        DAEMON.cordon("install", classic.path()).fails("it asks to run without any confinement", "--classic");
        DAEMON.cordon("install", "--devmode", classic.path()).fails("it asks to run without any confinement");
        DAEMON.cordon("install", "--jailmode", classic.path()).fails("would not work confined");
        DAEMON.cordon("install", "--classic", strict.path()).fails("install it without --classic");
        Result installed = DAEMON.cordon("install", "--classic", classic.path()).succeeds();
        assertTrue(installed.toString(), installed.err().contains("warning: it is not confined: its commands have all rights of whoever starts them"));
        assertEquals("classic", notes());
        // In a chroot the kernel lets nobody do it.
        assertEquals(Programs.run(Map.of(), "", "sh", "-c", CALL).status(), run(CALL).status());
        run(FILE).succeeds();
        assertEquals("0", run("sed -n 's/^Seccomp:[^0-9]*//p' /proc/self/status").succeeds().out().strip());
        DAEMON.cordon("info", "probe").succeeds().prints("classic");
        DAEMON.cordon("report", "probe.sh").succeeds().prints("classic");
    }

    @Test(timeout = 1_200_000)
    public void anotherModeCountsFromTheNextLaunchOnAndNotForWhatRuns() throws Exception {
        DAEMON.cordon("install", strict.path()).succeeds();
        List<String> command = new ArrayList<>(DAEMON.command("run", "probe.sh", "-c", "echo ready; read -r go; " + CALL + " && echo permitted || echo refused"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(DAEMON.environment());
        Process running = builder.start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(running.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("ready", out.readLine());
            DAEMON.cordon("install", "--devmode", strict.path()).succeeds();
            run(CALL).succeeds();
            running.getOutputStream().write("go\n".getBytes(StandardCharsets.UTF_8));
            running.getOutputStream().flush();
            String last = "";
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
            }
            assertEquals("refused", last);
            assertTrue(running.waitFor(Until.SECONDS, TimeUnit.SECONDS));
        } finally {
            running.destroyForcibly().waitFor();
        }
        DAEMON.cordon("install", strict.path()).succeeds();
        assertEquals("-", notes());
        run(CALL).fails();
    }
}
