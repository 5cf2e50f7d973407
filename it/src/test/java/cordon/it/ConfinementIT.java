package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/** Nothing is granted that a connection does not grant: each thing is tried with the connection and without. */
public class ConfinementIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();
    private static final int PORT = 8473;

    @BeforeClass
    public static void install() throws Exception {
        DAEMON.cordon("install", Distribution.EXAMPLES.resolve("target/toolbox.snap").toString()).succeeds();
        DAEMON.cordon("install", Distribution.EXAMPLES.resolve("target/web.snap").toString()).succeeds();
        Path home = DAEMON.home("alice");
        Files.createDirectories(home.resolve(".ssh"));
        Files.createDirectories(home.resolve("Documents"));
        Files.writeString(home.resolve(".ssh/id"), "secret\n");
        Files.writeString(home.resolve("Documents/letter"), "dear bob\n");
        Files.writeString(home.resolve("note"), "a note\n");
        Programs.need("chown", "-R", Daemon.ALICE + ":" + Daemon.ALICE, home.toString());
    }

    private static Result shell(String script) {
        return DAEMON.cordon("run", "toolbox.sh", "-c", script);
    }

    private static Result alice(String script) {
        return DAEMON.as(Daemon.ALICE, "run", "toolbox.sh", "-c", script);
    }

    @Test
    public void theClientReachesTheServerOnlyWhileBothAreConnected() throws Exception {
        Path www = DAEMON.root().resolve("var/snap/web/common/www");
        Files.createDirectories(www);
        Files.writeString(www.resolve("index.html"), "a page\n");
        ProcessBuilder builder = new ProcessBuilder(DAEMON.command("run", "web.httpd", "-p", "127.0.0.1:" + PORT, "-h", "/var/snap/web/common/www"));
        builder.environment().putAll(DAEMON.environment());
        Process server = builder.inheritIO().start();
        try {
            String url = "http://127.0.0.1:" + PORT + "/";
            Result page = Until.answer(() -> DAEMON.cordon("run", "web.wget", "-q", "-O", "-", url), result -> result.status() == 0);
            assertEquals("a page\n", page.succeeds().out());
            DAEMON.cordon("disconnect", "web:network").succeeds();
            DAEMON.cordon("run", "web.wget", "-q", "-O", "-", url).fails();
            DAEMON.cordon("connect", "web:network").succeeds();
            DAEMON.cordon("run", "web.wget", "-q", "-O", "-", url).succeeds();
        } finally {
            server.destroy();
            server.waitFor();
        }
        DAEMON.cordon("disconnect", "web:network-bind").succeeds();
        DAEMON.cordon("run", "web.httpd", "-p", "127.0.0.1:" + PORT).fails();
        DAEMON.cordon("connect", "web:network-bind").succeeds();
    }

    @Test
    public void homeOpensWhatIsNotHiddenAndNothingElse() {
        DAEMON.as(Daemon.ALICE, "run", "toolbox.cat", "/home/alice/Documents/letter").succeeds().prints("dear bob");
        DAEMON.as(Daemon.ALICE, "run", "toolbox.cat", "/home/alice/note").succeeds().prints("a note");
        DAEMON.as(Daemon.ALICE, "run", "toolbox.ls", "/home/alice").succeeds().prints("Documents", "note");
        DAEMON.as(Daemon.ALICE, "run", "toolbox.cat", "/home/alice/.ssh/id").fails().doesNotPrint("secret");
        DAEMON.as(Daemon.ALICE, "run", "toolbox.ls", "/home/alice/.ssh").fails();
        DAEMON.as(Daemon.BOB, "run", "toolbox.cat", "/home/alice/note").fails().doesNotPrint("a note");
        DAEMON.cordon("disconnect", "toolbox:home").succeeds();
        DAEMON.as(Daemon.ALICE, "run", "toolbox.cat", "/home/alice/note").fails().doesNotPrint("a note");
        DAEMON.cordon("connect", "toolbox:home").succeeds();
        DAEMON.as(Daemon.ALICE, "run", "toolbox.cat", "/home/alice/note").succeeds();
    }

    @Test
    public void aPlugOfOneCommandReachesThatCommandOnly() {
        alice("cat /home/alice/note").fails().doesNotPrint("a note");
        alice("ls /home/alice").fails().doesNotPrint("note\n");
    }

    @Test
    public void theHostsFilesAreOutOfReachForRootToo() throws Exception {
        Path secret = DAEMON.place().resolve("secret");
        Files.writeString(secret, "host secret\n");
        shell("cat /etc/shadow").fails();
        shell("cat " + secret).fails().doesNotPrint("host secret");
        shell("echo x > /etc/cordon-was-here").fails();
        shell("echo x > /usr/bin/cordon-was-here").fails();
        shell("cat " + DAEMON.root() + "/snaps/toolbox.json").fails();
        shell("echo x > /snap/toolbox/current/x").fails();
        shell("cat /proc/1/root/etc/shadow").fails();
        shell("ls /proc/1/root/root /proc/1/fd").fails();
        assertFalse(Files.exists(Path.of("/etc/cordon-was-here")));
        assertFalse(Files.exists(Path.of("/usr/bin/cordon-was-here")));
    }

    @Test
    public void ownDirectoriesCanBeWritten() {
        alice("echo a > $SNAP_USER_DATA/x && echo b > $SNAP_USER_COMMON/x && cat $SNAP_USER_DATA/x $SNAP_USER_COMMON/x").succeeds().prints("a\nb\n");
        shell("echo a > $SNAP_DATA/x && echo b > $SNAP_COMMON/x && cat $SNAP_DATA/x $SNAP_COMMON/x").succeeds().prints("a\nb\n");
        alice("echo a > /tmp/x && cat /tmp/x && rm /tmp/x").succeeds();
    }

    @Test
    public void tmpIsTheSnapsOwn() throws Exception {
        Path outside = Files.createTempFile("cordon-it-outside", "");
        try {
            shell("test -e " + outside).fails();
            shell("echo shared > /tmp/inside").succeeds();
            DAEMON.cordon("run", "toolbox.cat", "/tmp/inside").succeeds().prints("shared");
            DAEMON.cordon("run", "web.wget", "-q", "-O", "-", "file:///tmp/inside").doesNotPrint("shared");
            assertFalse(Files.exists(Path.of("/tmp/inside")));
            shell("stat -c %a /tmp").succeeds().prints("1777");
            Programs.run(Map.of(), "", Programs.as(Daemon.ALICE, List.of("ls", DAEMON.root().resolve("tmp/snap.toolbox").toString()))).fails();
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    public void everyLaunchHasADevptsOfItsOwn() {
        shell("ls /dev/pts").succeeds();
        assertEquals("ptmx\n", shell("ls /dev/pts").out());
    }

    @Test
    public void mountingAndNamespacesAreRefused() {
        shell("mount -t tmpfs none /tmp").fails();
        shell("unshare -m true").fails();
        shell("unshare -U true").fails();
        shell("chroot / /bin/true").fails();
        shell("mknod /tmp/disk b 7 0").fails();
        shell("chmod u+s /tmp/x; touch /tmp/x; chmod u+s /tmp/x").fails();
    }

    @Test
    public void aDataDirectoryThatWasSwappedForALinkIsNotFollowed() throws Exception {
        alice("true").succeeds();
        Path data = DAEMON.home("alice").resolve("snap/toolbox/x1");
        Programs.need("rm", "-rf", data.toString());
        Files.createSymbolicLink(data, Path.of("/home/alice/.ssh"));
        try {
            alice("cat $SNAP_USER_DATA/id").fails().doesNotPrint("secret");
        } finally {
            Files.delete(data);
        }
        alice("true").succeeds();
        assertTrue(Files.isDirectory(data));
    }

    @Test
    public void aProfileEditedInPlaceCountsFromTheNextLaunch() throws Exception {
        Path profile = DAEMON.root().resolve("seccomp/profiles/snap.toolbox.id");
        String text = Files.readString(profile);
        DAEMON.cordon("run", "toolbox.id").succeeds();
        Files.writeString(profile, text.replaceAll("(?m)^execve.*\n", ""));
        DAEMON.cordon("run", "toolbox.id", "-u").fails();
        Files.writeString(profile, text + "nonsense here\n");
        DAEMON.cordon("run", "toolbox.id").fails("snap.toolbox.id:", "\"here\"");
        Files.writeString(profile, text);
        DAEMON.cordon("run", "toolbox.id").succeeds();
    }
}
