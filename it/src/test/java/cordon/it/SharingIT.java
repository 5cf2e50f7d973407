package cordon.it;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                """).file("share/pictures/sun", "a sun\n", "rw-r--r--");
        SnapSource show = snap("show", """
                plugs:
                  pictures: {interface: content, target: $SNAP/pictures}
                  box: {interface: content, target: $SNAP/box}
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
}
