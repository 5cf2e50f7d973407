package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Snaps that offer something to other snaps, and attributes that say what. */
public class SharingIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private SnapSource snap(String name, String endpoints) {
        return SnapSource.shell(folder.getRoot().toPath(), name, endpoints);
    }

    @Before
    public void install() {
        SnapSource art = snap("art", """
                slots:
                  pictures: {interface: content, read: [share/pictures]}
                  box: {interface: content, write: [$SNAP_COMMON/box]}
                  all: {interface: content, source: {read: [share/pictures, share/music]}}
                """).file("share/pictures/sun", "a sun\n", "rw-r--r--").file("share/music/song", "a song\n", "rw-r--r--");
        SnapSource show = snap("show", """
                  other: {command: bin/sh, plugs: [own]}
                plugs:
                  own: {interface: content, content: pictures, target: $SNAP/own}
                  pictures: {interface: content, target: $SNAP/pictures}
                  box: {interface: content, target: $SNAP/box}
                  inbox: {interface: content, content: box, target: $SNAP_COMMON/in/box}
                  all: {interface: content, target: $SNAP/all}
                """);
        DAEMON.cordon("install", art.path()).succeeds();
        DAEMON.cordon("install", show.path()).succeeds().doesNotPrint("connected");
    }

    @After
    public void remove() {
        DAEMON.cordon("remove", "--purge", "show").succeeds();
        DAEMON.cordon("remove", "--purge", "art").succeeds();
    }

    private static Result show(String script) {
        return DAEMON.cordon("run", "show.sh", "-c", script);
    }

    @Test
    public void aDirectoryOfOneSnapIsReadByAnotherOnlyWhileConnected() {
        show("cat $SNAP/pictures/sun").fails();
        show("cat /snap/art/x1/share/pictures/sun").fails();
        DAEMON.cordon("connect", "show:pictures", "art:pictures").succeeds();
        show("cat $SNAP/pictures/sun").succeeds().prints("a sun");
        show("echo x > $SNAP/pictures/moon").fails();
        DAEMON.cordon("disconnect", "show:pictures").succeeds();
        show("cat $SNAP/pictures/sun").fails();
    }

    @Test
    public void aDirectoryThatIsSharedForWritingIsWrittenByBoth() throws IOException {
        DAEMON.cordon("connect", "show:box", "art:box").succeeds();
        show("echo hello > $SNAP/box/letter").succeeds();
        DAEMON.cordon("run", "art.sh", "-c", "cat $SNAP_COMMON/box/letter").succeeds().prints("hello");
        Path box = DAEMON.root().resolve("var/snap/art/common/box");
        assertEquals("hello\n", Files.readString(box.resolve("letter")));
        show("cat /var/snap/art/common/../x1/x; echo x > /var/snap/art/common/beside").fails();
    }

    @Test
    public void contentOfAnotherNameIsNotJoined() {
        DAEMON.cordon("connect", "show:box", "art:pictures").fails("cannot connect show:box", "content");
    }

    @Test
    public void anAttributeThatIsWrongIsNamedAndNothingIsInstalled() {
        SnapSource bad = snap("bad", "plugs:\n  files: {interface: system-files, read: [/etc/foo, /proc/1/environ]}\n");
        DAEMON.cordon("install", bad.path()).fails("cannot install", "plug \"files\" of snap \"bad\": attribute \"read\"", "/proc");
        DAEMON.cordon("list").succeeds().doesNotPrint("bad");
    }

    @Test
    public void aFileThatAPlugNamesIsReadOnceConnectedAndItsNeighboursAreNot() throws IOException {
        Path home = DAEMON.home("alice");
        Files.createDirectories(home.resolve(".config/other"));
        Files.writeString(home.resolve(".config/other/settings"), "their settings\n");
        Files.writeString(home.resolve(".config/secret"), "a secret\n");
        Programs.need("chown", "-R", Daemon.ALICE + ":" + Daemon.ALICE, home.toString());
        SnapSource reader = snap("reader", "plugs:\n  dot: {interface: personal-files, read: [$HOME/.config/other]}\n");
        DAEMON.cordon("install", reader.path()).succeeds().doesNotPrint("connected reader");
        try {
            DAEMON.as(Daemon.ALICE, "run", "reader.sh", "-c", "cat /home/alice/.config/other/settings").fails();
            DAEMON.cordon("connect", "reader:dot").succeeds();
            DAEMON.as(Daemon.ALICE, "run", "reader.sh", "-c", "cat /home/alice/.config/other/settings").succeeds().prints("their settings");
            DAEMON.as(Daemon.ALICE, "run", "reader.sh", "-c", "echo x > /home/alice/.config/other/settings").fails();
            DAEMON.as(Daemon.ALICE, "run", "reader.sh", "-c", "cat /home/alice/.config/secret").fails().doesNotPrint("a secret");
        } finally {
            DAEMON.cordon("remove", "--purge", "reader").succeeds();
        }
    }

    @Test(timeout = 1_200_000)
    public void whatIsConnectedComesToAProgramThatRunsAndGoesAgain() throws Exception {
        DAEMON.cordon("run", "art.sh", "-c", "mkdir -p $SNAP_COMMON/box $SNAP_COMMON/second").succeeds();
        try (Shell shell = new Shell(DAEMON, "show.sh")) {
            assertEquals("No such file or directory", shell.ask("cat $SNAP/pictures/sun"));
            DAEMON.cordon("connect", "show:pictures", "art:pictures").succeeds().prints("mount: effective now");
            assertEquals("a sun", shell.ask("cat $SNAP/pictures/sun"));
            assertEquals("Read-only file system", shell.ask("touch $SNAP/pictures/moon"));
            DAEMON.cordon("connect", "show:inbox", "art:box").succeeds().prints("mount: effective now");
            assertEquals("done", shell.ask("echo hello > $SNAP_COMMON/in/box/letter"));
            DAEMON.cordon("run", "art.sh", "-c", "cat $SNAP_COMMON/box/letter").succeeds().prints("hello");
            DAEMON.cordon("disconnect", "show:pictures").succeeds().prints("mount: effective now");
            assertEquals("No such file or directory", shell.ask("cat $SNAP/pictures/sun"));
            assertEquals("hello", shell.ask("cat $SNAP_COMMON/in/box/letter"));
            DAEMON.cordon("disconnect", "show:inbox").succeeds();
            assertEquals("No such file or directory", shell.ask("cat $SNAP_COMMON/in/box/letter"));
        }
    }

    @Test(timeout = 1_200_000)
    public void whatAProgramMovesElsewhereGoesWithItsConnection() throws Exception {
        movedAway("mkdir -p $SNAP_COMMON/in/box").prints("mount: effective now");
    }

    @Test(timeout = 1_200_000)
    public void whatAProgramPutsInTheWayKeepsNothing() throws Exception {
        movedAway("touch $SNAP_COMMON/in");
    }

    /** A program of root's renames the directory that a mount lies in, before its connection goes. */
    private static Result movedAway(String instead) throws IOException {
        DAEMON.cordon("connect", "show:inbox", "art:box").succeeds();
        try (Shell shell = new Shell(DAEMON, "show.sh")) {
            assertEquals("done", shell.ask("echo hello > $SNAP_COMMON/in/box/letter"));
            assertEquals("done", shell.ask("mv $SNAP_COMMON/in $SNAP_COMMON/moved && " + instead));
            assertEquals("hello", shell.ask("cat $SNAP_COMMON/moved/box/letter"));
            Result result = DAEMON.cordon("disconnect", "show:inbox").succeeds();
            assertEquals("No such file or directory", shell.ask("cat $SNAP_COMMON/moved/box/letter"));
            return result;
        }
    }

    @Test(timeout = 1_200_000)
    public void severalDirectoriesComeToAProgramThatRunsEachByItsName() throws Exception {
        try (Shell shell = new Shell(DAEMON, "show.sh")) {
            assertEquals("No such file or directory", shell.ask("cat $SNAP/all/pictures/sun"));
            DAEMON.cordon("connect", "show:all", "art:all").succeeds().prints("mount: effective now");
            assertEquals("a sun", shell.ask("cat $SNAP/all/pictures/sun"));
            assertEquals("a song", shell.ask("cat $SNAP/all/music/song"));
            assertEquals("Read-only file system", shell.ask("mkdir $SNAP/all/more"));
            DAEMON.cordon("disconnect", "show:all").succeeds();
            assertEquals("No such file or directory", shell.ask("cat $SNAP/all/music/song"));
        }
        DAEMON.cordon("connect", "show:all", "art:all").succeeds();
        show("cat $SNAP/all/pictures/sun $SNAP/all/music/song").succeeds().prints("a sun\na song\n");
    }

    @Test(timeout = 1_200_000)
    public void whatIsConnectedComesToTheCommandsOfThePlugAlone() throws Exception {
        try (Shell all = new Shell(DAEMON, "show.sh"); Shell one = new Shell(DAEMON, "show.other")) {
            DAEMON.cordon("connect", "show:own", "art:pictures").succeeds();
            assertEquals("a sun", one.ask("cat $SNAP/own/sun"));
            assertEquals("No such file or directory", all.ask("cat $SNAP/own/sun"));
        }
    }

    /** A user's own namespace, with a root that looks like the view of a command. */
    @Test(timeout = 1_200_000)
    public void whatIsConnectedComesToNobodyWhoOnlyLooksLikeTheCommand() throws Exception {
        assumeTrue("there is no busybox here", Files.isExecutable(Path.of("/bin/busybox")));
        String mark;
        try (Shell shell = new Shell(DAEMON, "show.sh")) {
            mark = shell.ask("grep -o '[.]cordon/label/[^ ]*' /proc/self/mountinfo");
        }
        Process stranger = new ProcessBuilder(Programs.as(Daemon.ALICE, List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
                "mount -t tmpfs none /mnt && cd /mnt && mkdir -p bin snap/show/x1/pictures '" + mark + "' && mount -t tmpfs none '" + mark + "' && cp /bin/busybox bin/ "
                        + "&& exec chroot /mnt /bin/busybox sh -c 'echo ready; read line; /bin/busybox cat /snap/show/x1/pictures/sun'"))).redirectErrorStream(true).start();
        try (BufferedReader said = stranger.inputReader()) {
            assumeTrue("users can make no user namespaces here", "ready".equals(said.readLine()));
            DAEMON.cordon("connect", "show:pictures", "art:pictures").succeeds();
            stranger.getOutputStream().write('\n');
            stranger.getOutputStream().close();
            String answer = said.readLine();
            assertTrue(answer, answer.contains("No such file"));
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }
}
