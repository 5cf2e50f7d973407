package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/** An ordinary user's daemon where users make no user namespaces: Landlock and system call filters alone, and only if the site puts up with that. */
public class RootlessWithoutNamespacesIT {
    @ClassRule
    public static final Daemon DAEMON = Daemon.ofAliceWithoutNamespaces();

    private static final String REASON = "mount: this system lets ordinary users make no user namespaces (an administrator can allow it: sysctl user.max_user_namespaces=10000)";

    private static Path site() {
        return DAEMON.root().resolve("site.yaml");
    }

    @BeforeClass
    public static void install() throws IOException {
        SnapSource snap = SnapSource.in(DAEMON.place(), "box").yaml("name: box\nversion: '1'\nsummary: s\napps:\n  sh: {command: bin/sh, plugs: [home]}\n  plain: {command: bin/sh}\n")
                .script("bin/sh", "exec /bin/sh \"$@\"\n");
        DAEMON.cordon("install", snap.squashed()).succeeds().prints("box 1 (x1) installed");
        Path file = Files.writeString(DAEMON.home("alice").resolve("letter"), "dear bob\n");
        Programs.need("chown", Daemon.ALICE + ":" + Daemon.ALICE, file.toString());
    }

    @Before
    public void putUpWithIt() throws IOException {
        Files.writeString(site(), "require-mediation-of: [system-calls, files]\n");
        Programs.need("chown", Daemon.ALICE + ":" + Daemon.ALICE, site().toString());
    }

    private static Result sh(String app, String script) {
        return DAEMON.cordon("run", "box." + app, "-c", script);
    }

    @Test
    public void withoutASiteThatPutsUpWithItNothingLaunchesAndTheMessageSaysWhatWouldAllowIt() throws IOException {
        Files.delete(site());
        Result refused = sh("plain", "true").fails("this kernel cannot mediate mounts: " + REASON);
        assertTrue(refused.err(), refused.err().contains("to allow launches without, name all else in require-mediation-of of " + site()));
        DAEMON.cordon("backends").succeeds().prints("Strict commands: does not launch: ", "sysctl user.max_user_namespaces=10000");
    }

    @Test
    public void aCommandRunsConfinedByTheTwoAndIsToldWhatIsMissing() {
        Result ran = sh("plain", "id -u; grep -E '^(CapPrm|CapEff|NoNewPrivs|Seccomp):' /proc/self/status").succeeds();
        assertEquals("4242\nCapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n", ran.out());
        assertTrue(ran.err(), ran.err().contains("mounts are not mediated: " + REASON + ", commands see the tree of the host, without a /tmp"));
        DAEMON.cordon("backends").succeeds().prints("Strict commands: partial: no mount mediation, ");
        DAEMON.cordon("report", "box.plain").succeeds().prints("partial: no mount mediation, ");
    }

    @Test
    public void itsDirectoriesAreThoseOfTheHostAndItsOwn() {
        assertEquals(List.of(DAEMON.root() + "/snap/box/x1", DAEMON.root() + "/var/snap/box/x1", "/home/alice/snap/box/common", "kept").toString(),
                List.of(sh("plain", "echo kept >\"$SNAP_DATA/data\" && echo kept >\"$TMPDIR/file\" && echo \"$SNAP\" && echo \"$SNAP_DATA\" && echo \"$TMPDIR\" "
                        + "&& cat \"$SNAP_USER_COMMON/file\"").succeeds().out().strip().split("\n")).toString());
        assertTrue(Files.exists(DAEMON.root().resolve("var/snap/box/x1/data")));
    }

    @Test
    public void whatNoConnectionGrantsIsRefused() throws IOException {
        sh("plain", "cat /home/alice/letter").fails();
        sh("plain", "cat /etc/sudoers").fails();
        sh("plain", "echo changed >>\"$SNAP/bin/sh\"").fails();
        sh("plain", "ls '" + DAEMON.root() + "'").fails();
        sh("plain", "cat '" + DAEMON.root() + "/snaps/box.json'").fails();
        sh("plain", "echo 'require-mediation-of: []' >'" + site() + "'").fails();
        sh("plain", "ls /tmp").fails();
        sh("plain", "echo mine >/tmp/cordon-it-mine").fails();
        sh("plain", "for terminal in /dev/pts/[0-9]*; do ! : <$terminal || exit 0; done; exit 1").fails();
        assertFalse(Files.exists(Path.of("/tmp/cordon-it-mine")));
        DAEMON.cordon("connect", "box:home").succeeds();
        assertEquals("dear bob\n", sh("sh", "cat /home/alice/letter").succeeds().out());
        sh("plain", "cat /home/alice/letter").fails();
        DAEMON.cordon("disconnect", "box:home").succeeds();
        sh("sh", "cat /home/alice/letter").fails();
    }

    /** Files may be hidden from it, but sockets in the host's tree are not; the daemon's own would obey it. */
    @Test
    public void noProgramIsReachedThroughASocketOfTheHost() {
        sh("plain", "'" + DAEMON.client() + "' list").fails();
        String connect = "python3 -c 'import socket, sys; s = socket.socket(%s); s.connect(sys.argv[1])' '" + DAEMON.root() + "/run/control.sock'";
        sh("plain", String.format(connect, "socket.AF_UNIX")).fails("PermissionError");
        sh("plain", "python3 -c 'import ctypes; c = ctypes.CDLL(None, use_errno=True); r = c.syscall(ctypes.c_long(%d), ctypes.c_long((1 << 32) + 1), ctypes.c_long(1), "
                .formatted(System.getProperty("os.arch").equals("amd64") ? 41 : 198) + "ctypes.c_long(0)); print(r, ctypes.get_errno())'").prints("-1 1");
        sh("plain", "python3 -c 'import socket; socket.socketpair()'").succeeds();
    }

    @Test
    public void noFileIsChangedByItsNameAlone() throws IOException {
        Path letter = DAEMON.home("alice").resolve("letter");
        Object modes = Files.getPosixFilePermissions(letter);
        sh("plain", "chmod 0666 /home/alice/letter").fails();
        sh("plain", "touch -d 2001-01-01 /home/alice/letter").fails();
        sh("plain", "python3 -c 'import os; os.utime(\"/home/alice/letter\", (1, 1))'").fails("PermissionError");
        sh("plain", "python3 -c 'import os; os.setxattr(\"/home/alice/letter\", \"user.x\", b\"x\")'").fails("PermissionError");
        assertEquals(modes, Files.getPosixFilePermissions(letter));
        sh("plain", "cd \"$SNAP_USER_COMMON\" && : >own && touch own && python3 -c 'import os; os.fchmod(os.open(\"own\", os.O_RDWR), 0o600)'").succeeds();
    }

    @Test
    public void aTerminalIsNotTheCallers() {
        Result ran = Programs.run(DAEMON.environment(), "", Programs.as(Daemon.ALICE, List.of("script", "--quiet", "--return", "--command",
                "tty; " + DAEMON.client() + " run box.plain -c 'readlink /proc/self/fd/0'", "/dev/null"))).succeeds();
        assertEquals(ran.out(), 2, Pattern.compile("/dev/pts/[0-9]+").matcher(ran.out()).results().map(MatchResult::group).distinct().count());
    }
}
