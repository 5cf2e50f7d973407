package cordon.backend.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.api.backend.BackendException;
import cordon.api.snap.SecurityLabel;
import cordon.backend.mount.Sandbox.Result;
import cordon.backend.mount.Sandbox.Running;
import cordon.linux.Mounts;
import cordon.linux.MountPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import cordon.api.launch.MountStep;

class MountBackendTest {
    private Sandbox sandbox;

    @BeforeEach
    void setUp() throws Exception {
        sandbox = new Sandbox();
    }

    @AfterEach
    void tearDown() throws Exception {
        sandbox.close();
        assertFalse(Files.exists(sandbox.root), "the state root can be removed: nothing is mounted below it");
    }

    @Test
    void aCommandSeesItsSnapItsDataAndThePrograms() throws Exception {
        Result result = sandbox.run("foo", Sandbox.ROOT, "ls -d /snap/foo/x1 /var/snap/foo/common /usr/bin/env /etc/passwd; readlink /snap/foo/current");
        assertEquals("/etc/passwd\n/snap/foo/x1\n/usr/bin/env\n/var/snap/foo/common\nx1\n", result.output());
        assertEquals(0, result.status());
    }

    @Test
    void theSnapCannotBeWrittenAndTheRootNeither() throws Exception {
        Result result = sandbox.run("foo", Sandbox.ROOT, "touch /snap/foo/x1/a /b /usr/c 2>/dev/null; ls /snap/foo/x1 /b /usr/c 2>/dev/null; touch /var/snap/foo/common/d");
        assertEquals("/snap/foo/x1:\n", result.output());
        assertTrue(Files.exists(sandbox.root.resolve("var/snap/foo/common/d")));
    }

    @Test
    void theTemporaryDirectoryIsPrivateToTheSnapAndSharedByItsUsers() throws Exception {
        sandbox.run("foo", Sandbox.ROOT, "echo mine > /tmp/a; chmod 644 /tmp/a");
        assertEquals("mine\n", sandbox.run("foo", Sandbox.SOMEBODY, "cat /tmp/a; rm -f /tmp/a 2>/dev/null").output());
        assertEquals("a\n", sandbox.run("foo", Sandbox.ROOT, "ls /tmp").output());
        assertEquals("", sandbox.run("bar", Sandbox.ROOT, "ls /tmp").output());
        assertEquals("1777 0\n", sandbox.run("foo", Sandbox.SOMEBODY, "stat -c '%a %u' /tmp").output());
    }

    @Test
    void whoeverStartsFirstOwnsNothingOfThePrivateDirectory() throws Exception {
        sandbox.run("foo", Sandbox.SOMEBODY, "true");
        assertEquals(0, Files.getAttribute(sandbox.root.resolve("tmp/snap.foo/tmp"), "unix:uid"));
        assertEquals(0700, (Integer) Files.getAttribute(sandbox.root.resolve("tmp/snap.foo"), "unix:mode") & 0777);
    }

    @Test
    void aPlantedPrivateDirectoryIsMovedAside() throws Exception {
        Path planted = Files.createDirectories(sandbox.root.resolve("tmp/snap.foo"));
        Files.createSymbolicLink(planted.resolve("tmp"), Path.of("/etc"));
        Files.setAttribute(planted, "unix:uid", 4242);
        assertEquals("", sandbox.run("foo", Sandbox.ROOT, "ls /tmp").output());
        try (var names = Files.list(sandbox.root.resolve("tmp"))) {
            assertEquals(1, names.filter(name -> name.getFileName().toString().startsWith("snap.foo.moved-aside")).count());
        }
    }

    @Test
    void aPlantedLinkForTheTemporaryDirectoryIsMovedAside() throws Exception {
        Path parent = Files.createDirectories(sandbox.root.resolve("tmp/snap.foo"));
        Files.createSymbolicLink(parent.resolve("tmp"), Path.of("/etc"));
        assertEquals("", sandbox.run("foo", Sandbox.ROOT, "ls /tmp").output());
    }

    /** A user's own namespace can hold a hundred thousand mounts. */
    @Test
    void aTableOfMountsThatIsTooLargeIsNoViewsAndHidesNone() throws Exception {
        Process crowd = new ProcessBuilder("unshare", "--mount", "sh", "-c", """
                name=$(printf '%0250d' 0); cd "$1" && for i in 1 2 3 4 5 6 7 8 9 10 11 12; do mkdir $name && cd $name || exit 1; done
                mount -t tmpfs none . && cd "$PWD" && for i in 1 2 3 4 5 6 7 8 9 10; do mkdir $i && mount --rbind . $i || exit 1; done
                cat /proc/self/mountinfo | wc -c; read line
                """, "sh", Files.createTempDirectory(sandbox.root, "crowd").toString()).start();
        try {
            assertTrue(Integer.parseInt(crowd.inputReader().readLine()) > 2 << 20, "the table is not large");
            Running running = sandbox.start("foo", "x1", Sandbox.ROOT, "touch /tmp/started; while [ ! -e /tmp/go ]; do sleep 0.01; done");
            sandbox.awaitFile("tmp/snap.foo/tmp/started");
            SecurityLabel label = new SecurityLabel("foo", "app");
            Map<SecurityLabel, Set<Integer>> found = sandbox.backend().processes(List.of(label));
            Files.createFile(sandbox.root.resolve("tmp/snap.foo/tmp/go"));
            running.await();
            assertFalse(found.get(label).isEmpty());
        } finally {
            crowd.destroyForcibly().waitFor();
        }
    }

    @Test
    void theNamespaceIsMadeOnceAndSharedByAllLaunches() throws Exception {
        String first = sandbox.run("foo", Sandbox.ROOT, "stat -c %d:%i /; touch /dev/shm/shared").output();
        assertEquals(first, sandbox.run("foo", Sandbox.SOMEBODY, "stat -c %d:%i /").output());
        assertEquals("shared\n", sandbox.run("foo", Sandbox.SOMEBODY, "ls /dev/shm").output());
        assertEquals("", sandbox.run("bar", Sandbox.SOMEBODY, "ls /dev/shm").output());
    }

    @Test
    void aKeptNamespaceOutlivesTheFramework() throws Exception {
        String first = sandbox.run("foo", Sandbox.ROOT, "stat -c %d:%i /").output();
        assumeTrue(MountPoint.all().stream().anyMatch(mount -> mount.target().endsWith("/run/ns/foo.mnt")),
                "Linux 6.18 mounts no namespace that it takes for older than the test's own");
        sandbox.restart();
        assertEquals(first, sandbox.run("foo", Sandbox.ROOT, "stat -c %d:%i /").output());
    }

    @Test
    void aFileInPlaceOfAKeptNamespaceIsNotJoined() throws Exception {
        sandbox.run("foo", Sandbox.ROOT, "true");
        sandbox.backend().forget("foo");
        Files.writeString(sandbox.root.resolve("run/ns/foo.mnt"), "");
        Files.writeString(sandbox.root.resolve("run/ns/foo.key"), "");
        sandbox.restart();
        assertEquals(0, sandbox.run("foo", Sandbox.ROOT, "ls /snap/foo").status());
    }

    @Test
    void anotherRevisionIsAnotherNamespaceAndRunningProcessesKeepTheirs() throws Exception {
        Running old = sandbox.start("foo", "x1", Sandbox.ROOT, "touch /tmp/started; while [ ! -e /tmp/go ]; do sleep 0.01; done; ls /snap/foo/x1 >/dev/null && stat -c %d:%i /");
        sandbox.awaitFile("tmp/snap.foo/tmp/started");
        Result next = sandbox.start("foo", "x2", Sandbox.ROOT, "touch /tmp/go; ls /snap/foo; stat -c %d:%i /").await();
        Result before = old.await();
        assertEquals(0, before.status());
        assertTrue(next.output().startsWith("current\nx2\n"), next.output());
        assertNotEquals(before.output(), next.output().substring("current\nx2\n".length()));
    }

    @Test
    void forgettingASnapLeavesNothingOfItsNamespace() throws Exception {
        sandbox.run("foo", Sandbox.ROOT, "mkdir -p /tmp/a/b; ln -s /etc /tmp/a/l");
        assertFalse(sandbox.mounts().isEmpty());
        sandbox.backend().forget("foo");
        assertTrue(sandbox.mounts().stream().noneMatch(point -> point.contains("foo")), sandbox.mounts()::toString);
        assertFalse(Files.exists(sandbox.root.resolve("run/ns/foo.mnt")));
        assertFalse(Files.exists(sandbox.root.resolve("tmp/snap.foo")));
        assertTrue(Files.exists(Path.of("/etc/passwd")));
    }

    @Test
    void stoppingKeepsWhatIsInUseAndEndsTheRest() throws Exception {
        Running running = sandbox.start("foo", "x1", Sandbox.ROOT, "touch /tmp/started; while [ ! -e /tmp/go ]; do sleep 0.01; done");
        sandbox.run("bar", Sandbox.ROOT, "true");
        sandbox.awaitFile("tmp/snap.foo/tmp/started");
        sandbox.stop();
        assertTrue(Files.exists(sandbox.root.resolve("run/ns/foo.mnt")));
        assertFalse(Files.exists(sandbox.root.resolve("run/ns/bar.mnt")));
        Files.createFile(sandbox.root.resolve("tmp/snap.foo/tmp/go"));
        running.await();
        sandbox.stop();
        assertEquals(List.of(), sandbox.mounts());
    }

    @Test
    void eachLaunchHasTerminalsOfItsOwn() throws Exception {
        Running one = sandbox.start("foo", "x1", Sandbox.ROOT, "exec 3<>/dev/ptmx; ls /dev/pts; touch /tmp/started; while [ ! -e /tmp/go ]; do sleep 0.01; done");
        sandbox.awaitFile("tmp/snap.foo/tmp/started");
        Result other = sandbox.run("foo", Sandbox.ROOT, "ls /dev/pts; touch /tmp/go");
        assertEquals("0\nptmx\n", one.await().output());
        assertEquals("ptmx\n", other.output());
    }

    @Test
    void devicesSocketsAndStateOfTheHostAreNotThere() throws Exception {
        Result result = sandbox.run("foo", Sandbox.ROOT, "ls /dev; ls -A /.cordon/run /.cordon/dev; ls /var/lib/cordon /var/tmp " + sandbox.root + " 2>/dev/null");
        assertFalse(result.output().contains("loop"), result.output());
        assertTrue(result.output().contains("/.cordon/dev:\n\n/.cordon/run:\n"), result.output());
        assertFalse(result.output().contains("snaps"), result.output());
    }

    @Test
    void fileSystemsOfTheKernelAreThereWhenARuleNamesThem() throws Exception {
        assumeTrue(MountPoint.all().stream().anyMatch(mount -> mount.target().startsWith("/sys/fs/cgroup")), "no control groups are mounted below /sys");
        String mounts = "grep -c ' /sys/fs/cgroup' /proc/self/mountinfo";
        assertEquals("0\n", sandbox.run("foo", Sandbox.ROOT, mounts).output());
        assertNotEquals("0\n", sandbox.run("foo", Sandbox.ROOT, mounts, "file: /sys/fs/cgroup/{,**} r").output());
    }

    @Test
    void aConnectionShowsTheDeviceThatItNames() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/vcs1")) && Files.exists(Path.of("/dev/vcsa1")), "this machine has no virtual consoles (CONFIG_VT)");
        assertEquals("/dev/vcs1\n/dev/vcsa1\n", sandbox.run("foo", Sandbox.ROOT, "ls /dev/vcs1 /dev/vcsa1", "file: /dev/vcs{,a}[0-9] rw").output());
        assertEquals(1, sandbox.run("foo", Sandbox.ROOT, "test -c /dev/vcs1").status());
    }

    /** Views are kept, and the kernel says when to look again. Each is launched in twice before the next change: the second time nothing has changed. */
    @Test
    void whatComesAndGoesOnTheHostDoesSoInTheNextLaunch() throws Exception {
        Path place = Files.createTempDirectory(Path.of("/run"), "cordon-mount-test");
        Path inside = place.resolve("below/inside");
        String rule = "file: " + inside + " r";
        // An empty file may be left where something was mounted.
        String sees = "grep -qs a " + inside + " || exit 1";
        try {
            Files.delete(place);
            assertEquals(List.of(1, 1), twice(sees, rule));
            Files.createDirectory(place);
            assertEquals(List.of(1, 1), twice(sees, rule));
            Files.createDirectory(inside.getParent());
            assertEquals(List.of(1, 1), twice(sees, rule));
            Files.writeString(inside, "a");
            assertEquals(List.of(0, 0), twice(sees, rule));
            Files.delete(inside);
            Files.createSymbolicLink(inside, Path.of("/etc/passwd"));
            assertEquals(List.of(1, 1), twice(sees, rule));
            Files.delete(inside);
            Files.writeString(inside, "a");
            assertEquals(List.of(0, 0), twice(sees, rule));
            Files.move(inside.getParent(), place.resolve("away"));
            Files.createDirectory(inside.getParent());
            assertEquals(List.of(1, 1), twice(sees, rule));
            Files.writeString(inside, "another");
            assertEquals(List.of(0, 0), twice(sees, rule));
            Mounts.mount("test", inside.getParent().toString(), "tmpfs", 0, null);
            try {
                assertEquals(List.of(1, 1), twice(sees, rule));
            } finally {
                Mounts.unmount(inside.getParent().toString(), 0);
            }
            assertEquals(List.of(0, 0), twice(sees, rule));
        } finally {
            for (Path each : List.of(inside, place.resolve("away/inside"), place.resolve("away"), inside.getParent(), place)) {
                Files.deleteIfExists(each);
            }
        }
    }

    private List<Integer> twice(String script, String rule) throws Exception {
        return List.of(sandbox.run("foo", Sandbox.ROOT, script, rule).status(), sandbox.run("foo", Sandbox.ROOT, script, rule).status());
    }

    @Test
    void processesOfOthersAreNotInProcAndWhatTellsOfTheWholeMachineIsCovered() throws Exception {
        Result result = sandbox.run("foo", Sandbox.SOMEBODY, "cat /proc/1/cmdline /proc/keys /proc/kallsyms /proc/sysrq-trigger 2>/dev/null; cat /proc/self/comm");
        assertEquals("cat\n", result.output());
    }

    @Test
    void withABaseItsProgramsAreThere() throws Exception {
        Path base = base();
        sandbox.base(base);
        Result result = sandbox.run("foo", Sandbox.ROOT, "cat /usr/share/mark /etc/passwd | head -n 1; readlink /lib32");
        assertEquals("of the base\n../../etc\n", result.output());
    }

    @Test
    void aBaseWhoseDirectoriesAreLinksReachesNothingOfTheHost() throws Exception {
        Path base = base();
        sandbox.base(base);
        // A link in the base is a link in the view: it leads to the view's /etc, and no mount was made where it leads on the host.
        assertEquals("0\n", sandbox.run("foo", Sandbox.ROOT, "ls -d /lib32/cordon-planted 2>/dev/null | wc -l").output());
        assertEquals(0, sandbox.mounts().stream().filter(point -> point.startsWith(base.toString())).count());
    }

    @Test
    void anotherBaseIsAnotherNamespace() throws Exception {
        assertEquals(1, sandbox.run("foo", Sandbox.ROOT, "test -e /usr/share/mark").status());
        sandbox.base(base());
        assertEquals(0, sandbox.run("foo", Sandbox.ROOT, "test -e /usr/share/mark").status());
    }

    /** A copy of what a shell needs; {@code lib32} is a link out of it. */
    private Path base() throws Exception {
        Path base = Files.createDirectories(sandbox.root.resolve("base"));
        Files.createDirectories(base.resolve("usr/share"));
        Files.writeString(base.resolve("usr/share/mark"), "of the base\n");
        for (String link : List.of("bin", "sbin", "lib", "lib64")) {
            Files.createSymbolicLink(base.resolve(link), Path.of("usr/" + link));
        }
        Files.createSymbolicLink(base.resolve("lib32"), Path.of("../../etc"));
        String copy = "cd / && mkdir -p $0/usr/bin && for f in sh cat head readlink ls wc stat; do cp -L usr/bin/$f $0/usr/bin/$f; "
                + "ldd usr/bin/$f | grep -o '/[^ ]*' | while read l; do mkdir -p $0/$(dirname $l | sed 's,^/lib,/usr/lib,'); cp -L $l $0/$(echo $l | sed 's,^/lib,/usr/lib,'); done; done";
        Process process = new ProcessBuilder("sh", "-c", copy, base.toString()).inheritIO().start();
        assertEquals(0, process.waitFor());
        return base;
    }

    @Test
    void theStateRootIsOutOfSightWhereverItLies() {
        Construction what = new Construction("foo", "x1", "/var/lib/cordon", "/var/lib/cordon/snap/foo/x1", Optional.empty(), "", List.of());
        assertTrue(RootLayout.steps(what, new Construction.Facts(Map.of()), "/new", "/proc").stream().anyMatch(
                step -> step instanceof MountStep.Bind bind && bind.target().equals("/new/var/lib/cordon") && bind.source().equals("/new/.cordon/empty")));
    }

    @Test
    void aMessageBusIsNotShownWhateverAConnectionSays() throws Exception {
        assertEquals("", sandbox.run("foo", Sandbox.ROOT, "ls /run/dbus 2>/dev/null", "file: /run/dbus/{,**} rw").output());
    }

    @Test
    void aMountEntryOfThePolicyIsMade() throws Exception {
        Files.createDirectories(sandbox.root.resolve("snap/other/x1"));
        Files.writeString(sandbox.root.resolve("snap/other/x1/content"), "shared");
        Result result = sandbox.run("foo", Sandbox.ROOT, "cat /run/content/content; touch /run/content/new 2>/dev/null || echo refused; stat -c %T -f /scratch; readlink /etcetera",
                "mount-entry: bind source=/snap/other/x1 target=/run/content access=ro", "mount-entry: tmpfs target=/scratch access=rw",
                "mount-entry: symlink source=/etc target=/etcetera access=ro");
        assertEquals("sharedrefused\ntmpfs\n/etc\n", result.output());
    }

    @Test
    void aMountEntryThatCannotBeMadeEndsTheLaunchAndChangesNothing() {
        BackendException failure = assertThrows(BackendException.class,
                () -> sandbox.run("foo", Sandbox.ROOT, "true", "mount-entry: bind source=/etc target=/usr/cordon-nowhere access=ro"));
        assertTrue(failure.getMessage().startsWith("cannot make the namespace of snap \"foo\": "), failure.getMessage());
        assertFalse(Files.exists(Path.of("/usr/cordon-nowhere")));
    }

    @Test
    void anEditedProfileThatCannotBeReadSaysWhere() {
        BackendException failure = assertThrows(BackendException.class,
                () -> MountProfile.parse("# a comment\nbind nowhere\n", "/p/snap.foo.bar"));
        assertTrue(failure.getMessage().startsWith("cannot read /p/snap.foo.bar:2: "), failure.getMessage());
    }

    @Test
    void whatAKilledFrameworkLeftMountedGoes() throws Exception {
        Path place = Files.createDirectories(sandbox.root.resolve("run/proc"));
        Mounts.mount("proc", place.toString(), "proc", 0, null);
        Mounts.mount("proc", place.toString(), "proc", 0, null);
        sandbox.run("foo", Sandbox.ROOT, "true");
        assertFalse(sandbox.mounts().contains(place.toString()), sandbox.mounts()::toString);
    }

    private void packaged(String path, String content) throws Exception {
        Path file = sandbox.root.resolve("snap").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void aPlaceThatThePackageLacksIsMadeAndTheRestOfThePackageIsStillThere() throws Exception {
        packaged("foo/x1/bin/tool", "a tool\n");
        packaged("foo/x1/share/doc/text", "a text\n");
        Files.createSymbolicLink(sandbox.root.resolve("snap/foo/x1/link"), Path.of("bin/tool"));
        packaged("art/x1/pictures/sun", "a sun\n");
        String[] rules = {"mount-entry: bind source=/snap/art/x1/pictures target=/snap/foo/x1/share/art/all access=ro",
                "mount-entry: directory target=/snap/foo/x1/share/art/all access=ro", "mount-entry: directory target=/snap/foo/x1/empty access=ro"};
        Result result = sandbox.run("foo", Sandbox.ROOT, "cd /snap/foo/x1; cat share/art/all/sun bin/tool share/doc/text link; ls . share empty; "
                + "touch new share/new share/art/new bin/new share/art/all/new 2>/dev/null; ls . share share/art | wc -l", rules);
        assertEquals("a sun\na tool\na text\na tool\n.:\nbin\nempty\nlink\nshare\n\nempty:\n\nshare:\nart\ndoc\n12\n", result.output());
        assertEquals(3, sandbox.root.resolve("snap/foo/x1").toFile().list().length);
    }

    @Test
    void aPlaceInTheDataOfASnapIsMadeWithWhatIsShared() throws Exception {
        String rule = "mount-entry: bind source=/var/snap/art/common/box/a target=/var/snap/foo/common/in/box access=rw";
        Files.createDirectories(sandbox.root.resolve("var/snap/art/common"));
        assertEquals(0, sandbox.run("foo", Sandbox.ROOT, "echo hello > /var/snap/foo/common/in/box/letter", rule).status());
        assertEquals("hello\n", Files.readString(sandbox.root.resolve("var/snap/art/common/box/a/letter")));
    }

    @Test
    void aLinkInTheDataOfASnapLeadsNoMountElsewhere() throws Exception {
        Files.createDirectories(sandbox.root.resolve("var/snap/foo/common"));
        Files.createSymbolicLink(sandbox.root.resolve("var/snap/foo/common/in"), Path.of("/etc"));
        Files.createDirectories(sandbox.root.resolve("var/snap/art/common"));
        for (String rule : List.of("mount-entry: bind source=/var/snap/art/common/box target=/var/snap/foo/common/in/box access=rw",
                "mount-entry: bind source=/var/snap/foo/common/in/box target=/var/snap/foo/common/other access=rw")) {
            assertThrows(BackendException.class, () -> sandbox.run("foo", Sandbox.ROOT, "true", rule));
        }
        assertFalse(Files.exists(Path.of("/etc/box")));
    }
}
