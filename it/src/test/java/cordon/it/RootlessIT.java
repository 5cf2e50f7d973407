package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TestRule;

/** An ordinary user's own daemon: no root anywhere, and the same confinement as far as the kernel gives it to users. */
public class RootlessIT {
    private static final Daemon DAEMON = Daemon.ofAlice();

    @ClassRule
    public static final TestRule ALICES = RuleChain.outerRule(Daemon.USERS_MAKE_NAMESPACES).around(DAEMON);

    @BeforeClass
    public static void install() throws IOException {
        SnapSource snap = SnapSource.in(DAEMON.place(), "box").yaml("name: box\nversion: '1'\nsummary: s\napps:\n  sh: {command: bin/sh, plugs: [home]}\n  plain: {command: bin/sh}\n")
                .script("bin/sh", "exec /bin/sh \"$@\"\n");
        String installed = DAEMON.cordon("install", snap.squashed()).succeeds().out();
        assertTrue(installed, installed.startsWith("box 1 (x1) installed"));
        Path file = Files.writeString(DAEMON.home("alice").resolve("letter"), "dear bob\n");
        Programs.need("chown", Daemon.ALICE + ":" + Daemon.ALICE, file.toString());
        Files.setPosixFilePermissions(Files.writeString(DAEMON.place().resolve("public"), "for all\n"), PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    private static Result sh(String app, String script) {
        return DAEMON.cordon("run", "box." + app, "-c", script);
    }

    @Test
    public void aCommandRunsAsItsUserWithoutAnyRights() {
        assertEquals("4242\n4242\nCapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n",
                sh("plain", "id -u; id -G; grep -E '^(CapPrm|CapEff|NoNewPrivs|Seccomp):' /proc/self/status").succeeds().out());
    }

    @Test
    public void aPolicyIsDevelopedWithoutRoot() throws IOException {
        SnapSource trial = SnapSource.in(DAEMON.home("alice"), "trial").yaml("name: trial\nversion: '1'\nsummary: s\napps:\n  trial: {command: bin/run}\n")
                .script("bin/run", "cat /home/alice/letter\n");
        Programs.need("chown", "-R", Daemon.ALICE + ":" + Daemon.ALICE, trial.path());
        DAEMON.cordon("try", "/home/alice/trial").succeeds();
        DAEMON.cordon("run", "trial").fails();
        Result lesson = DAEMON.cordon("learn", "trial").succeeds().prints("# home:", "/home/alice/letter r");
        assertTrue(lesson.toString(), lesson.err().contains("dear bob"));
        DAEMON.cordon("run", "--shell", "trial", "-c", "cat /home/alice/letter").fails();
        DAEMON.cordon("remove", "trial").succeeds();
        assertTrue(Files.exists(trial.directory().resolve("bin/run")));
    }

    @Test
    public void whatNoConnectionGrantsIsRefused() {
        sh("plain", "cat /home/alice/letter").fails();
        sh("plain", "cat '" + DAEMON.place() + "/public'").fails();
        sh("plain", "cat /etc/sudoers").fails();
        sh("plain", "mount -t tmpfs none /tmp").fails();
        sh("plain", "unshare --user true").fails();
        sh("plain", "ls '" + DAEMON.root() + "'").fails();
    }

    @Test
    public void connectingOpensAndDisconnectingCloses() {
        DAEMON.cordon("connect", "box:home").succeeds();
        assertEquals("dear bob\n", sh("sh", "cat /home/alice/letter").succeeds().out());
        sh("plain", "cat /home/alice/letter").fails();
        DAEMON.cordon("disconnect", "box:home").succeeds();
        sh("sh", "cat /home/alice/letter").fails();
    }

    @Test
    public void tmpIsPrivateAndDataIsKept() {
        sh("plain", "echo secret >/tmp/mine; echo kept >\"$SNAP_USER_COMMON/data\"").succeeds();
        assertFalse(Files.exists(Path.of("/tmp/mine")));
        assertEquals("secret\nkept\n", sh("plain", "cat /tmp/mine \"$SNAP_USER_COMMON/data\"").succeeds().out());
        assertTrue(Files.exists(DAEMON.home("alice").resolve("snap/box/common/data")));
    }

    @Test
    public void nobodyElseTalksToIt() {
        for (int uid : new int[] {0, Daemon.BOB}) {
            assertEquals("error: cannot trust the daemon: it is neither root's nor ours: EPERM (1)\n", DAEMON.as(uid, "list").fails().err());
        }
    }

    /** The client and the starter of that copy of the distribution, by somebody with this environment. */
    private static Result alice(Map<String, String> environment, String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.add(DAEMON.place().resolve("dist/bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return Programs.run(Map.of(), "", Programs.as(Daemon.ALICE, command));
    }

    @Test
    public void withoutARootAUsersDaemonAndClientMeetBelowTheDataDirectory() throws IOException {
        Path home = Files.createDirectories(DAEMON.home("alice").resolve("second"));
        Programs.need("chown", Daemon.ALICE + ":" + Daemon.ALICE, home.toString());
        for (Map<String, String> environment : List.of(Map.of("HOME", home.toString()), Map.of("HOME", "/nowhere", "XDG_DATA_HOME", home.resolve("data").toString()))) {
            Path root = (environment.containsKey("XDG_DATA_HOME") ? home.resolve("data") : home.resolve(".local/share")).resolve("cordon");
            String up = alice(environment, "cordon", "up").succeeds().out();
            try {
                assertTrue(up, up.startsWith("cordon is up (root " + root + ", "));
                alice(environment, "cordon", "backends").succeeds();
            } finally {
                alice(environment, "cordon", "down").succeeds();
            }
        }
    }

    @Test
    public void whatIsMissingIsReported() {
        String backends = DAEMON.cordon("backends").succeeds().out();
        assertTrue(backends, backends.contains("/proc is the host's"));
        assertTrue(backends, backends.contains("Strict commands: partial: "));
    }
}
