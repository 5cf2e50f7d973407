package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import cordon.linux.AuditSocket;
import cordon.linux.ForkEvents;
import cordon.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Denials of the running kernel, as a person sees them. */
public class AuditIT {
    private static final Path PRINTK = Path.of("/proc/sys/kernel/printk_ratelimit");
    private static final Path LOGGED = Path.of("/proc/sys/kernel/seccomp/actions_logged");
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** The kernel's records name processes by the numbers of its first pid namespace. */
    @BeforeClass
    public static void firstPidNamespace() throws IOException {
        assumeTrue("the kernel's records name processes of its first pid namespace, and this is another",
                Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().equals("pid:[4026531836]"));
    }

    @Before
    public void install() {
        SnapSource web = SnapSource.in(folder.getRoot().toPath(), "web").yaml("""
                name: web
                version: '1'
                summary: s
                plugs:
                  net: network
                apps:
                  socket: {command: bin/socket, plugs: [net]}
                  child: {command: bin/child, plugs: [net]}
                  hosts: {command: bin/cat, plugs: [net]}
                  moon: {command: bin/cat, plugs: [moon]}
                """).script("bin/socket", "exec /usr/bin/perl -e 'socket(S,2,1,0) ? exit 0 : exit 1'\n").script("bin/child", "/usr/bin/perl -e 'socket(S,2,1,0)'\necho ended\n").script("bin/cat", "cat \"$@\"\n");
        DAEMON.cordon("install", web.path()).succeeds();
        DAEMON.cordon("disconnect", "web:net");
    }

    @After
    public void remove() {
        DAEMON.cordon("remove", "--purge", "web").succeeds();
    }

    private Followed follow(String... options) throws Exception {
        return new Followed(DAEMON, folder.getRoot().toPath().resolve("followed"), options);
    }

    private static void needsLoggedErrno() throws IOException {
        assumeTrue("the kernel logs no call that a filter answers with an error: see seccomp/actions_logged", Files.readString(LOGGED).contains("errno"));
    }

    @Test
    public void aSystemCallThatIsDeniedIsShownWithWhatAllowsItAndThatDoes() throws Exception {
        needsLoggedErrno();
        try (Followed follower = follow("web")) {
            assertEquals(1, DAEMON.cordon("run", "web.socket").status());
            follower.await("web.socket: seccomp refused system call socket");
            follower.await("cordon connect web:net");
        }
        DAEMON.cordon("connect", "web:net").succeeds();
        DAEMON.cordon("run", "web.socket").succeeds();
    }

    /** Nobody can say whose it was when its record is read, but for who heard of its beginning. On a busy machine that may be missed: then there is another one. */
    @Test
    public void aSystemCallOfAChildThatHasEndedIsItsAppsToo() throws Exception {
        needsLoggedErrno();
        assumeTrue("the kernel tells no process events here (CONFIG_PROC_EVENTS, the first pid namespace)", processEventsCome());
        try (Followed follower = follow("web.child")) {
            Until.holds("the denial of the child is shown", () -> {
                DAEMON.cordon("run", "web.child").prints("ended");
                return follower.text().contains("web.child: seccomp refused system call socket");
            });
        }
    }

    private static boolean processEventsCome() throws Exception {
        try (ForkEvents events = ForkEvents.open()) {
            for (int i = 0; i < 50; i++) {
                new ProcessBuilder("true").start().waitFor();
                if (!events.drain().isEmpty()) {
                    return true;
                }
            }
        } catch (LinuxException e) {
            return false;
        }
        return false;
    }

    @Test
    public void inDevmodeTheSameCallIsPermittedAndShown() throws Exception {
        assumeTrue("the kernel logs no call that a filter lets through: see seccomp/actions_logged", Files.readString(LOGGED).matches("(?s).*\\blog\\b.*"));
        DAEMON.cordon("install", "--devmode", folder.getRoot().toPath().resolve("web").toString()).succeeds();
        try (Followed follower = follow("web")) {
            DAEMON.cordon("run", "web.socket").succeeds();
            follower.await("web.socket: seccomp noticed system call socket");
        }
    }

    @Test
    public void aFileThatLandlockKeepsIsShownWithItsAppAndFollowingTheAdviceOpensIt() throws Exception {
        needsLandlockRecords();
        try (Followed follower = follow("web.hosts")) {
            DAEMON.cordon("run", "web.hosts", "/etc/hosts").fails("/etc/hosts");
            follower.await("web.hosts: landlock refused fs.read_file /etc/hosts");
            follower.await("cordon connect web:net");
        }
        DAEMON.cordon("connect", "web:net").succeeds();
        DAEMON.cordon("run", "web.hosts", "/etc/hosts").succeeds();
    }

    @Test
    public void whereNoInterfaceFitsTheLinesOfTheAdviceMakeOneThatDoes() throws Exception {
        needsLandlockRecords();
        Path secret = Files.writeString(Files.createDirectories(Path.of("/etc/cordon-it")).resolve("moon"), "the moon\n");
        try (Followed follower = follow("web.moon", "--json")) {
            DAEMON.cordon("run", "web.moon", secret.toString()).fails("moon");
            follower.await("\"path\":\"" + secret + "\"");
            follower.await("- file: " + secret + " r");
            Path yaml = folder.getRoot().toPath().resolve("moon.yaml");
            Files.writeString(yaml, "interface: moon\nsummary: looks at the moon\nslot: {offered-by: [system], auto-connect: true}\nconnected-plug:\n  - file: " + secret + " r\n");
            DAEMON.cordon("interface", "check", yaml.toString()).succeeds();
            DAEMON.cordon("deploy", yaml.toString()).succeeds();
            DAEMON.cordon("run", "web.moon", secret.toString()).succeeds().prints("the moon");
        } finally {
            DAEMON.cordon("undeploy", "moon");
            Files.delete(secret);
            Files.delete(secret.getParent());
        }
    }

    /** As a bus daemon with AppArmor sends it (libaudit's record AUDIT_USER_AVC); kernels without mediation of buses log it too. */
    @Test
    public void aMessageThatABusDaemonReportsIsShown() throws Exception {
        String record = "apparmor=\"DENIED\" operation=\"dbus_method_call\" bus=\"system\" path=\"/org/freedesktop/NetworkManager\" interface=\"org.freedesktop.DBus.Properties\" "
                + "member=\"GetAll\" mask=\"send\" name=\"org.freedesktop.NetworkManager\" pid=1 label=\"snap.web.hosts\" peer_pid=2 peer_label=\"unconfined\"";
        try (Followed follower = follow("web")) {
            Programs.run(DAEMON.environment(), record, List.of("perl", "-e",
                    "socket(S, 16, 3, 9) or die; local $/; my $text = <STDIN>; send(S, pack('LSSLL', 16 + length $text, 1107, 5, 1, 0) . $text, 0) or die")).succeeds();
            follower.await("web.hosts: apparmor refused dbus system send /org/freedesktop/NetworkManager org.freedesktop.DBus.Properties.GetAll");
            follower.await("network-manager-observe");
        }
    }

    private static void needsLandlockRecords() {
        assumeTrue("this kernel has no audit records of Landlock (Linux 6.15)", kernelIsAtLeast(6, 15));
    }

    private static boolean kernelIsAtLeast(int major, int minor) {
        String[] parts = System.getProperty("os.version").split("[.-]");
        int a = Integer.parseInt(parts[0]);
        return a > major || a == major && Integer.parseInt(parts[1]) >= minor;
    }

    @Test
    public void theLimitsOfTheLogAreAsBeforeHoweverAFollowerEnds() throws Exception {
        assumeTrue("/proc/sys is read-only here", Files.isWritable(PRINTK));
        String before = Files.readString(PRINTK);
        Optional<AuditSocket.Settings> audit = audit();
        Followed killed = follow();
        assertEquals("0", Files.readString(PRINTK).strip());
        killed.kill();
        assertEquals(before, Until.answer(() -> Files.readString(PRINTK), before::equals));
        assertEquals(audit, Until.answer(AuditIT::audit, audit::equals));
    }

    /** What was there is in a file that outlives the daemon; the one that is started next puts it back. */
    @Test
    public void theLimitsOfTheLogComeBackWhenTheDaemonItselfIsKilled() throws Exception {
        assumeTrue("/proc/sys is read-only here", Files.isWritable(PRINTK));
        String before = Files.readString(PRINTK);
        Optional<AuditSocket.Settings> audit = audit();
        Optional<AuditSocket.Settings> unusual = audit.map(settings -> new AuditSocket.Settings(settings.enabled(), 4321));
        try {
            Files.writeString(PRINTK, "7\n");
            setAudit(unusual);
            try (Followed follower = follow()) {
                assertEquals("0", Files.readString(PRINTK).strip());
                assertEquals(unusual.map(settings -> new AuditSocket.Settings(1, 0)), audit());
                DAEMON.kill();
                follower.kill();
            }
            DAEMON.start();
            Until.holds("the limits are as before", () -> Files.readString(PRINTK).strip().equals("7") && audit().equals(unusual));
        } finally {
            Files.writeString(PRINTK, before);
            setAudit(audit);
        }
    }

    /** Empty where the kernel has no audit, where it is not this process's to change, and where it is locked. */
    private static Optional<AuditSocket.Settings> audit() {
        try (AuditSocket socket = AuditSocket.control()) {
            return Optional.of(socket.settings()).filter(settings -> settings.enabled() != 2);
        } catch (LinuxException e) {
            return Optional.empty();
        }
    }

    private static void setAudit(Optional<AuditSocket.Settings> settings) throws LinuxException {
        if (settings.isPresent()) {
            try (AuditSocket socket = AuditSocket.control()) {
                socket.set(settings.get());
            }
        }
    }

    @Test
    public void aLogComesFromAFileOfTheCallersDirectoryOrItsInput() throws Exception {
        Path log = folder.getRoot().toPath().resolve("old.log");
        Files.writeString(log, "type=AVC msg=audit(1512345678.123:456): apparmor=\"DENIED\" operation=\"open\" profile=\"snap.web.moon\" name=\"/etc/resolv.conf\" pid=9 "
                + "comm=1B5B324A requested_mask=\"r\" denied_mask=\"r\" fsuid=1000 ouid=0\n");
        Result read = DAEMON.cordon("scanlog", "--from", log.toString()).succeeds();
        read.prints("web.moon: apparmor refused open /etc/resolv.conf (r)", "network");
        assertTrue(read.out(), read.out().indexOf('\033') < 0);
        Result input = Programs.run(DAEMON.environment(), Files.readString(log), DAEMON.command("scanlog", "--json", "--from", "-"));
        input.succeeds().prints("\"snap\":\"web\"", "\"path\":\"/etc/resolv.conf\"");
        DAEMON.as(Daemon.ALICE, "scanlog").fails("scanlog", "root");
        DAEMON.cordon("scanlog", "--from", "/nosuch").fails("/nosuch");
        DAEMON.cordon("resolve", "-a", "arm64", "56").succeeds().prints("openat");
    }
}
