package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Packages: what is installed, upgraded and removed, and what is refused without a change. */
public class InstallIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path sources;

    @Before
    public void prepare() {
        sources = folder.getRoot().toPath();
    }

    private SnapSource hello(String version) {
        return SnapSource.in(sources, "hello-" + version).yaml("name: hello\nversion: '" + version + "'\nsummary: says hello\napps:\n  say:\n    command: bin/say\n")
                .script("bin/say", "echo hello " + version + " $SNAP_REVISION; cat $SNAP_DATA/note 2>/dev/null\n[ -z \"$1\" ] || echo $1 > $SNAP_DATA/note\n");
    }

    private static void nothingChanged(String name) {
        DAEMON.cordon("list").succeeds().doesNotPrint(name);
        assertFalse(Files.exists(DAEMON.root().resolve("snaps/" + name + ".json")));
        assertFalse(Files.exists(DAEMON.root().resolve("snap/" + name)));
        assertFalse(Files.exists(DAEMON.root().resolve("seccomp/profiles/snap." + name + ".say")));
    }

    @Test
    public void aDirectoryAndAPackageInstallAndUpgradeAndGo() throws Exception {
        DAEMON.cordon("install", hello("1.0").path()).succeeds().prints("hello");
        DAEMON.cordon("run", "hello.say", "kept").succeeds().prints("hello 1.0 x1");
        DAEMON.cordon("list").succeeds().prints("hello", "1.0", "x1");
        DAEMON.cordon("install", hello("2.0").squashed()).succeeds();
        DAEMON.cordon("run", "hello.say").succeeds().prints("hello 2.0 x2", "kept");
        assertEquals(Path.of("x2"), Files.readSymbolicLink(DAEMON.root().resolve("snap/hello/current")));
        DAEMON.cordon("info", "hello").succeeds().prints("hello", "2.0", "x2", "says hello");
        DAEMON.cordon("list", "--json").succeeds().prints("\"hello\"", "\"x2\"");
        Result byLink = Programs.run(Map.of(), "", DAEMON.root().resolve("bin/hello.say").toString());
        byLink.succeeds().prints("hello 2.0 x2");
        DAEMON.cordon("remove", "hello").succeeds();
        nothingChanged("hello");
        assertEquals("no mount of a removed snap", 0, DAEMON.mounts().stream().filter(m -> m.contains("hello")).count());
        DAEMON.cordon("run", "hello.say").fails("hello");
    }

    @Test
    public void dataIsKeptByRemoveAndTakenByPurge() {
        DAEMON.cordon("install", hello("1.0").path()).succeeds();
        DAEMON.cordon("run", "hello.say", "x").succeeds();
        DAEMON.cordon("remove", "hello").succeeds();
        assertTrue(Files.exists(DAEMON.root().resolve("var/snap/hello")));
        DAEMON.cordon("install", hello("1.0").path()).succeeds();
        DAEMON.cordon("remove", "--purge", "hello").succeeds();
        assertFalse(Files.exists(DAEMON.root().resolve("var/snap/hello")));
    }

    @Test
    public void aSnapYamlThatIsWrongIsRefusedWithLineAndKey() {
        SnapSource bad = SnapSource.in(sources, "bad").yaml("name: bad_\nversion: 1\napps:\n  say:\n    comand: x\n");
        DAEMON.cordon("install", bad.path()).fails("snap.yaml:", "name");
        nothingChanged("bad");
    }

    @Test
    public void aPackageWithAFifoADeviceOrALinkOutOfItIsRefusedAtOnce() {
        SnapSource fifo = hello("fifo");
        Programs.need("mkfifo", fifo.path() + "/icon.png");
        DAEMON.cordon("install", fifo.path()).fails("icon.png");
        SnapSource device = hello("device");
        Programs.need("mknod", device.path() + "/disk", "b", "7", "99");
        DAEMON.cordon("install", device.path()).fails("disk");
        DAEMON.cordon("install", device.squashed()).fails("disk");
        SnapSource link = hello("link");
        Programs.need("ln", "-s", "../../../etc/shadow", link.path() + "/bin/out");
        DAEMON.cordon("install", link.path()).fails("out");
        DAEMON.cordon("install", link.squashed()).fails("out");
        nothingChanged("hello");
    }

    @Test
    public void aPackageThatIsNoneIsRefused() throws Exception {
        Path broken = sources.resolve("broken.snap");
        Files.writeString(broken, "hsqs but not really a file system");
        DAEMON.cordon("install", broken.toString()).fails("broken.snap");
        DAEMON.cordon("install", sources.resolve("missing.snap").toString()).fails("missing.snap");
        DAEMON.cordon("install", SnapSource.in(sources, "empty").path()).fails("snap.yaml");
        DAEMON.cordon("install").fails();
        DAEMON.cordon("list").succeeds().doesNotPrint("broken");
    }

    @Test
    public void aCommandThatIsNotInThePackageIsRefused() {
        SnapSource source = SnapSource.in(sources, "nocommand").yaml("name: nocommand\nversion: '1'\nsummary: s\napps:\n  say:\n    command: bin/say\n");
        DAEMON.cordon("install", source.path()).fails("bin/say");
        nothingChanged("nocommand");
    }

    @Test
    public void onlyRootInstallsAndRemoves() {
        DAEMON.as(Daemon.ALICE, "install", hello("1.0").path()).fails("install");
        nothingChanged("hello");
        DAEMON.cordon("install", hello("1.0").path()).succeeds();
        DAEMON.as(Daemon.ALICE, "remove", "hello").fails("remove");
        DAEMON.as(Daemon.ALICE, "list").succeeds().prints("hello");
        DAEMON.cordon("remove", "--purge", "hello").succeeds();
    }

    @Test
    public void whatIsInstalledIsThereAfterARestartAndAfterACrash() throws Exception {
        DAEMON.cordon("install", hello("1.0").squashed()).succeeds();
        DAEMON.stop();
        DAEMON.start();
        DAEMON.cordon("run", "hello.say").succeeds().prints("hello 1.0 x1");
        DAEMON.kill();
        DAEMON.start();
        DAEMON.cordon("run", "hello.say").succeeds().prints("hello 1.0 x1");
        DAEMON.cordon("remove", "--purge", "hello").succeeds();
    }

    @Test
    public void aSnapWhoseRecordIsDamagedIsListedWithWhatToDo() throws Exception {
        DAEMON.cordon("install", hello("1.0").path()).succeeds();
        DAEMON.stop();
        Files.writeString(DAEMON.root().resolve("snaps/hello.json"), "{");
        DAEMON.start();
        String problem = DAEMON.root().resolve("snaps/hello.json") + ": the record of snap \"hello\" is damaged: ";
        String list = DAEMON.cordon("list").succeeds().out();
        assertTrue(list, list.lines().anyMatch(line -> line.matches("hello +- +- +damaged")));
        assertTrue(list, list.lines().anyMatch(line -> line.startsWith("damaged: " + problem) && line.contains("remove the snap, or repair the record")));
        DAEMON.cordon("list", "--json").succeeds().prints("\"name\": \"hello\"", "\"damaged\": \"" + DAEMON.root().resolve("snaps/hello.json"));
        DAEMON.cordon("info", "hello").fails(problem);
        DAEMON.cordon("remove", "--purge", "hello").succeeds();
        nothingChanged("hello");
    }

    private static Path mountNamespace(long pid) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "ns/mnt"));
    }

    @Test
    public void afterTheEndNothingIsMountedAndNothingWasComplainedOf() throws Exception {
        DAEMON.stop();
        DAEMON.start(); // with an empty log
        DAEMON.cordon("install", hello("1.0").path()).succeeds();
        DAEMON.cordon("install", hello("2.0").squashed()).succeeds();
        DAEMON.cordon("run", "hello.say").succeeds();
        // Somebody stays in the daemon's mount namespace, so that it does not end with the daemon.
        Process witness = new ProcessBuilder("nsenter", "--mount", "--target", String.valueOf(DAEMON.pid()), "cat").start();
        try {
            Until.holds("the witness is there", () -> mountNamespace(witness.pid()).equals(mountNamespace(DAEMON.pid())));
            DAEMON.stop();
            List<String> left = Files.readAllLines(Path.of("/proc", String.valueOf(witness.pid()), "mountinfo")).stream().map(line -> line.split(" ")[4])
                    .filter(target -> target.startsWith(DAEMON.root() + "/")).toList();
            assertEquals(List.of(), left);
            assertFalse(DAEMON.log(), DAEMON.log().contains("WARNING") || DAEMON.log().contains("Exception"));
        } finally {
            witness.destroy();
        }
        DAEMON.start();
        DAEMON.cordon("run", "hello.say").succeeds().prints("hello 2.0");
        DAEMON.cordon("remove", "--purge", "hello").succeeds();
    }

    @Test
    public void namesThatAreNotThereGetASuggestion() {
        DAEMON.cordon("install", hello("1.0").path()).succeeds();
        DAEMON.cordon("run", "hello.sya").fails("hello", "say");
        DAEMON.cordon("run", "helo.say").fails("helo", "hello");
        DAEMON.cordon("remove", "helo").fails("helo", "hello");
        DAEMON.cordon("info", "nothing").fails("nothing");
        DAEMON.cordon("instal", "x").fails("instal", "install");
        DAEMON.cordon("remove", "--purg", "hello").fails("--purg", "--purge");
        DAEMON.cordon("remove", "--purge", "hello").succeeds();
    }
}
