package cordon.core.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.core.CordonException;
import cordon.core.Progress;
import cordon.linux.Errno;
import cordon.linux.LinuxException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PackagesTest extends RootedTest {
    private Packages store;

    @BeforeEach
    void makeStore() throws CordonException {
        store = new Packages(root);
    }

    private Placed place(Path source, String revision) throws CordonException {
        try (Candidate candidate = store.open(source, Progress.SILENT)) {
            return store.place(candidate, revision);
        }
    }

    private Path at(String relative) {
        return root.resolve("snap/foo").resolve(relative);
    }

    @Test
    void aDirectoryIsCopiedAndShownReadOnly() throws Exception {
        TestPackage made = TestPackage.in(temp);
        Placed placed = place(made.directory(), "x1");
        assertEquals(at("x1"), placed.directory());
        Files.writeString(made.path("bin/hello"), "changed by its author");
        assertTrue(Files.readString(at("x1/bin/hello")).contains("echo hello"));
        assertThrows(FileSystemException.class, () -> Files.writeString(at("x1/new"), ""));
        assertEquals("x1", Files.readSymbolicLink(at("current")).toString());
        store.withdraw("foo", "x1");
        assertEquals(List.of(), names("snap"));
        assertEquals(List.of(), names("packages"));
    }

    @Test
    void anImageIsMountedAndItsLoopDeviceGoesWithTheMount() throws Exception {
        place(TestPackage.in(temp).image(), "x1");
        assertTrue(Files.isExecutable(at("x1/bin/hello")));
        assertEquals(List.of("foo_x1.snap"), names("packages"));
        assertEquals(1, loops().size());
        store.withdraw("foo", "x1");
        assertEquals(List.of(), mounts());
        assertNoLoops();
        assertEquals(List.of(), names("packages"));
    }

    @Test
    void aCandidateThatIsNotPlacedLeavesNothing() throws Exception {
        store.open(TestPackage.in(temp).image(), Progress.SILENT).close();
        assertEquals(List.of(), names("packages"));
        assertEquals(List.of(), mounts());
        assertNoLoops();
    }

    @Test
    void whatIsLookedAtIsReadWhereItLies() throws Exception {
        TestPackage made = TestPackage.in(temp);
        for (Path source : List.of(made.directory(), made.image())) {
            try (Candidate seen = store.look(source)) {
                assertEquals("foo", seen.info().name());
                assertEquals(List.of(), names("packages"));
                assertNoLoops();
                assertThrows(IllegalArgumentException.class, () -> store.place(seen, "x1"));
            }
        }
        Files.createSymbolicLink(made.path("out"), Path.of("/etc/shadow"));
        CordonException refused = assertThrows(CordonException.class, () -> store.look(made.directory()));
        assertTrue(refused.getMessage().contains("leads out of the package"), refused.getMessage());
    }

    @Test
    void whatWasShownIsWhatIsPlaced() throws Exception {
        TestPackage made = TestPackage.in(temp);
        try (Candidate candidate = store.open(made.directory(), Progress.SILENT)) {
            made.file("meta/snap.yaml", "name: evil\nversion: '2'\n");
            store.place(candidate, "x1");
            assertEquals(new String(candidate.snapYaml()), Files.readString(at("x1/meta/snap.yaml")));
        }
    }

    @Test
    void setIdBitsAreDroppedAndModesKept() throws Exception {
        TestPackage made = TestPackage.in(temp).program("bin/suid").file("private", "");
        TestPackage.run("chmod", "6755", made.path("bin/suid").toString());
        TestPackage.run("chmod", "600", made.path("private").toString());
        TestPackage.run("chown", "-R", "1234:1234", made.directory().toString());
        TestPackage.run("chmod", "700", made.directory().toString());
        place(made.directory(), "x1");
        assertEquals(0755, (Integer) Files.getAttribute(at("x1/bin/suid"), "unix:mode") & 07777);
        assertEquals(0600, (Integer) Files.getAttribute(at("x1/private"), "unix:mode") & 07777);
        assertEquals(0, Files.getAttribute(at("x1/private"), "unix:uid"));
        assertEquals(0755, (Integer) Files.getAttribute(at("x1"), "unix:mode") & 07777);
    }

    @Test
    void namesOfOneFileStayOneFile() throws Exception {
        TestPackage made = TestPackage.in(temp);
        Files.createLink(made.path("bin/other"), made.path("bin/hello"));
        place(made.directory(), "x1");
        assertEquals(Files.getAttribute(at("x1/bin/hello"), "unix:ino"), Files.getAttribute(at("x1/bin/other"), "unix:ino"));
    }

    @Test
    void anUpgradeKeepsTheRevisionBeforeAndUndoBringsItBack() throws Exception {
        TestPackage made = TestPackage.in(temp);
        place(made.directory(), "x1");
        made.file("new", "2");
        Placed second = place(made.directory(), "x2");
        assertEquals("x2", Files.readSymbolicLink(at("current")).toString());
        assertFalse(Files.exists(at("x1/new")));
        second.undo();
        assertEquals("x1", Files.readSymbolicLink(at("current")).toString());
        assertFalse(Files.exists(at("x2"), LinkOption.NOFOLLOW_LINKS));
        assertEquals(List.of("foo_x1"), names("packages"));
        assertTrue(Files.exists(at("x1/bin/hello")));
    }

    @Test
    void whatAFailedInstallationLeftIsReplaced() throws Exception {
        place(TestPackage.in(temp).file("old", "").directory(), "x1");
        Files.createDirectory(root.resolve("packages/.new-left"));
        Files.delete(temp.resolve("package/old"));
        store = new Packages(root);
        place(temp.resolve("package"), "x1");
        assertFalse(Files.exists(at("x1/old")));
        assertEquals(List.of("foo_x1"), names("packages"));
        assertEquals(1, mounts().size());
    }

    @Test
    void packagesAppearAgainAfterARestart() throws Exception {
        TestPackage made = TestPackage.in(temp);
        place(made.directory(), "x1");
        place(made.image(), "x2");
        for (String place : mounts()) {
            TestPackage.run("umount", place);
        }
        assertFalse(Files.exists(at("x2/bin/hello")));
        store = new Packages(root);
        store.restore("foo", "x1", Optional.empty());
        store.restore("foo", "x2", Optional.empty());
        store.restore("foo", "x2", Optional.empty());
        store.makeCurrent("foo", "x1");
        assertTrue(Files.exists(at("x1/bin/hello")));
        assertTrue(Files.exists(at("x2/bin/hello")));
        assertEquals(2, mounts().size());
        assertEquals("x1", Files.readSymbolicLink(at("current")).toString());
    }

    @Test
    void anUnmountedPackageStaysOnTheDiskUnlessSomebodyLooksAtIt() throws Exception {
        TestPackage made = TestPackage.in(temp);
        place(made.directory(), "x1");
        place(made.image(), "x2");
        try (var open = Files.newInputStream(at("x2/bin/hello"))) {
            store.unmount("foo", "x1");
            store.unmount("foo", "x2");
            assertEquals(List.of(at("x2").toString()), mounts());
            assertEquals('#', open.read());
        }
        store.unmount("foo", "x2");
        store.unmount("foo", "x2");
        store.unmount("none", "x1");
        assertEquals(List.of(), mounts());
        store.restore("foo", "x2", Optional.empty());
        assertTrue(Files.exists(at("x2/bin/hello")));
    }

    @Test
    void whereNothingCanBeMountedTheTreeIsThereItself() throws Exception {
        store = new Packages(root, Images.KERNEL, false);
        place(TestPackage.in(temp).directory(), "x1");
        assertEquals(List.of(), mounts());
        assertTrue(Files.exists(at("x1/bin/hello")));
        store.restore("foo", "x1", Optional.empty());
        assertTrue(Files.exists(at("x1/bin/hello")));
        store.unmount("foo", "x1");
        assertTrue(Files.exists(at("x1/bin/hello")));
        store.withdraw("foo", "x1");
        assertFalse(Files.exists(at("x1")));
    }

    @Test
    void aTreeMovesWhenADaemonComesThatMayMountOrOneThatMayNot() throws Exception {
        Packages moving = new Packages(root, Images.KERNEL, false);
        Packages mounting = store;
        place(TestPackage.in(temp).directory(), "x1");
        for (int i = 0; i < 2; i++) {
            mounting.unmount("foo", "x1");
            moving.restore("foo", "x1", Optional.empty());
            assertTrue(Files.exists(at("x1/bin/hello")));
            assertFalse(Files.exists(root.resolve("packages/foo_x1")));
            mounting.restore("foo", "x1", Optional.empty());
            assertEquals(List.of(at("x1").toString()), mounts());
            assertTrue(Files.exists(at("x1/bin/hello")));
            assertThrows(IOException.class, () -> Files.writeString(at("x1/bin/hello"), "changed"));
        }
        mounting.withdraw("foo", "x1");
        assertFalse(Files.exists(root.resolve("packages/foo_x1")));
    }

    @Test
    void aPackageThatIsGoneIsSaid() throws Exception {
        CordonException e = assertThrows(CordonException.class, () -> store.restore("foo", "x7", Optional.empty()));
        assertTrue(e.getMessage().startsWith("cannot mount foo (x7): its package is gone"), e.getMessage());
    }

    @Test
    void aPackageInUseIsWithdrawnFromSight() throws Exception {
        place(TestPackage.in(temp).directory(), "x1");
        try (var open = Files.newInputStream(at("x1/bin/hello"))) {
            store.withdraw("foo", "x1");
            assertEquals('#', open.read());
        }
        assertEquals(List.of(), names("snap"));
    }

    @Test
    void withoutTheKernelsHelpAnImageIsUnpacked() throws Exception {
        Path image = TestPackage.in(temp).image();
        store = new Packages(root, (file, label) -> {
            throw new LinuxException("find squashfs", Errno.ENODEV);
        }, true);
        try (Candidate candidate = store.open(image, Progress.SILENT)) {
            assertTrue(candidate.warnings().get(0).startsWith("unpacked, because the kernel cannot mount it here"), candidate.warnings().toString());
            store.place(candidate, "x1");
        }
        assertTrue(Files.isExecutable(at("x1/bin/hello")));
        assertEquals(List.of("foo_x1"), names("packages"));
        assertThrows(FileSystemException.class, () -> Files.writeString(at("x1/new"), ""));
    }

    @Test
    void namesThatAreNoNamesNeverBecomePaths() {
        for (String name : List.of("..", "a/b", "", "Foo", "foo\0")) {
            assertThrows(IllegalArgumentException.class, () -> store.withdraw(name, "x1"));
        }
        for (String revision : List.of("..", "x1/..", "current", "", "x0")) {
            assertThrows(IllegalArgumentException.class, () -> store.withdraw("foo", revision));
        }
    }

    @Test
    void aFullDiskLeavesNothing() throws Exception {
        Path small = Files.createDirectory(temp.resolve("small"));
        TestPackage made = TestPackage.in(temp);
        Files.write(made.path("big"), new byte[1 << 20]);
        TestPackage.run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small.toString());
        Packages full = new Packages(small);
        CordonException e = assertThrows(CordonException.class, () -> full.open(made.directory(), Progress.SILENT));
        assertEquals(CordonException.Kind.SYSTEM, e.kind());
        try (var left = Files.list(small.resolve("packages"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void filesKeepTheirTimes() throws IOException, CordonException {
        TestPackage made = TestPackage.in(temp);
        place(made.directory(), "x1");
        assertEquals(Files.getLastModifiedTime(made.path("bin/hello")), Files.getLastModifiedTime(at("x1/bin/hello")));
        assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(at("x1/bin/hello"))));
    }
}
