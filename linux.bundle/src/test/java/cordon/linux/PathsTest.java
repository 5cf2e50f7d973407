package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PathsTest {
    @TempDir
    Path temp;
    private Fd dir;

    @BeforeEach
    void open() throws LinuxException {
        dir = Paths.openRoot(temp.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
    }

    @AfterEach
    void close() {
        dir.close();
    }

    @Test
    void aPathBeneathFollowsNoLinkAndDoesNotLeave() throws Exception {
        Files.createDirectories(temp.resolve("a/b"));
        Files.createSymbolicLink(temp.resolve("a/link"), Path.of("b"));
        Files.createSymbolicLink(temp.resolve("a/out"), Path.of("/etc"));
        Paths.openDirectory(dir, "a/b").close();
        assertErrno(Errno.ELOOP, () -> Paths.openDirectory(dir, "a/link"));
        assertErrno(Errno.ELOOP, () -> Paths.openDirectory(dir, "a/out"));
        assertErrno(Errno.ELOOP, () -> AtomicFile.read(dir, "a/out/passwd", 100_000));
        assertErrno(Errno.EXDEV, () -> Paths.openDirectory(dir, "a/../.."));
        assertErrno(Errno.EXDEV, () -> Paths.openDirectory(dir, "/etc"));
        assertErrno(Errno.ELOOP, () -> Paths.openAbsolute(temp + "/a/link", OpenFlags.O_PATH));
    }

    @Test
    void aNameIsOneComponent() {
        for (String name : List.of("", ".", "..", "a/b", "/a", "a\0b")) {
            assertThrows(IllegalArgumentException.class, () -> Paths.makeDirectory(dir, name, 0755));
            assertThrows(IllegalArgumentException.class, () -> Paths.unlink(dir, name, false));
            assertThrows(IllegalArgumentException.class, () -> Paths.rename(dir, name, dir, "x", 0));
        }
    }

    @Test
    void modesAreExactWhateverTheUmask() throws Exception {
        int umask = Self.umask(077);
        try {
            Paths.makeDirectory(dir, "open", 01777);
            AtomicFile.write(dir, "file", new byte[] {1}, 0644);
        } finally {
            Self.umask(umask);
        }
        assertEquals(01777, Paths.stat(dir, "open").orElseThrow().permissions());
        assertEquals(0644, Paths.stat(dir, "file").orElseThrow().permissions());
        assertErrno(Errno.EEXIST, () -> Paths.makeDirectory(dir, "open", 0755));
        Paths.ensureDirectory(dir, "open", 0755).close();
        assertErrno(Errno.ENOTDIR, () -> Paths.ensureDirectory(dir, "file", 0755));
        Paths.ensureFile(dir, "file", 0600);
        Paths.ensureFile(dir, "empty", 0444);
        assertEquals(0444, Paths.stat(dir, "empty").orElseThrow().permissions());
        assertErrno(Errno.EEXIST, () -> Paths.ensureFile(dir, "open", 0600));
    }

    @Test
    void statSaysWhatAnEntryIsAndDoesNotFollow() throws Exception {
        Files.writeString(temp.resolve("file"), "12345");
        Paths.symlink("/etc", dir, "link");
        Stat file = Paths.stat(dir, "file").orElseThrow();
        assertTrue(file.isRegular());
        assertEquals(5, file.size());
        assertEquals(1, file.links());
        assertTrue(Paths.stat(dir, "link").orElseThrow().isSymlink());
        assertEquals("/etc", Paths.readLink(dir, "link"));
        assertTrue(Paths.stat(dir, "missing").isEmpty());
        assertTrue(Paths.stat(dir).isDirectory());
        assertEquals(Paths.stat(dir).mountId(), file.mountId());
        try (Fd same = Paths.open(dir, "file", OpenFlags.O_PATH, 0, Paths.BENEATH);
                Fd device = Paths.openAbsolute("/dev/null", OpenFlags.O_PATH)) {
            assertTrue(Paths.stat(same).sameFile(file));
            assertFalse(Paths.stat(dir).sameFile(file));
            assertTrue(Paths.stat(device).isCharacterDevice());
            assertEquals(List.of(1, 3), List.of(Paths.stat(device).rdevMajor(), Paths.stat(device).rdevMinor()));
        }
    }

    @Test
    void ownerAndModeChangeByDescriptor() throws Exception {
        Files.writeString(temp.resolve("file"), "");
        Paths.symlink("file", dir, "link");
        Paths.chown(dir, "link", 7, 8);
        try (Fd file = Paths.open(dir, "file", OpenFlags.O_PATH, 0, Paths.BENEATH)) {
            Paths.chmod(file, 0640);
            assertEquals(0, Paths.stat(file).uid());
            Paths.chown(file, 5, -1);
            assertEquals(5, Paths.stat(file).uid());
            assertEquals(0640, Paths.stat(file).permissions());
        }
        assertEquals(7, Paths.stat(dir, "link").orElseThrow().uid());
    }

    @Test
    void everyNameIsListedAndRemoved() throws Exception {
        String odd = "caf\u00e9 \udcff\n";
        try (Fd tree = Paths.ensureDirectory(dir, "tree", 0755)) {
            AtomicFile.write(tree, odd, new byte[0], 0600);
            for (int i = 0; i < 2000; i++) {
                Paths.symlink("/etc/passwd", tree, "a-rather-long-name-for-a-link-" + i);
            }
            assertEquals(2001, Set.copyOf(Paths.list(tree)).size());
            assertTrue(Paths.list(tree).contains(odd));
        }
        Trees.remove(dir, "tree");
        Trees.remove(dir, "tree");
        assertEquals(List.of(), Paths.list(dir));
        assertTrue(Files.exists(Path.of("/etc/passwd")));
    }

    @Test
    void aTreeOfAnyDepthIsRemoved() throws Exception {
        Paths.makeDirectory(dir, "tree", 0755);
        Fd at = Paths.openDirectory(dir, "tree");
        for (int i = 0; i < 3000; i++) {
            Fd next = Paths.ensureDirectory(at, i % 7 == 0 ? ".removed-0" : "deeper", 0700);
            Paths.ensureFile(at, "file", 0600);
            at.close();
            at = next;
        }
        at.close();
        Trees.remove(dir, "tree");
        assertEquals(List.of(), Paths.list(dir));
    }

    @Test
    void removalDoesNotFollowALinkToADirectory() throws Exception {
        Files.createDirectories(temp.resolve("kept/inner"));
        Files.createDirectories(temp.resolve("tree"));
        Files.createSymbolicLink(temp.resolve("tree/link"), temp.resolve("kept"));
        Trees.remove(dir, "tree");
        assertTrue(Files.isDirectory(temp.resolve("kept/inner")));
    }

    @Test
    void aFailedWriteLeavesTheOldContentAndNothingElse() throws Exception {
        AtomicFile.write(dir, "state", "old".getBytes(), 0600);
        Fd closed = dir.duplicate();
        closed.close();
        assertThrows(IllegalStateException.class, () -> AtomicFile.write(closed, "state", "new".getBytes(), 0600));
        Files.createDirectory(temp.resolve("taken"));
        assertErrno(Errno.EISDIR, () -> AtomicFile.write(dir, "taken", "new".getBytes(), 0600));
        assertArrayEquals("old".getBytes(), AtomicFile.read(dir, "state", 10));
        assertEquals(Set.of("state", "taken"), Set.copyOf(Paths.list(dir)));
    }

    @Test
    void aFullDiskLeavesTheOldContent() throws Exception {
        try (Fd small = Mounts.newFilesystem("tmpfs", "test", 0, Map.of("size", "16k"))) {
            try (Fd root = Paths.openDirectory(small, ".")) {
                AtomicFile.write(root, "state", "old".getBytes(), 0600);
                assertErrno(Errno.ENOSPC, () -> AtomicFile.write(root, "state", new byte[100_000], 0600));
                assertArrayEquals("old".getBytes(), AtomicFile.read(root, "state", 10));
                assertEquals(List.of("state"), Paths.list(root));
            }
        }
    }

    @Test
    void readingRefusesWhatIsLargeOrNoFile() throws Exception {
        AtomicFile.write(dir, "large", new byte[101], 0600);
        assertErrno(Errno.EFBIG, () -> AtomicFile.read(dir, "large", 100));
        assertErrno(Errno.ENOENT, () -> AtomicFile.read(dir, "missing", 100));
        assertErrno(Errno.EINVAL, () -> AtomicFile.read(dir, ".", 100));
        try (ChildProcess mkfifo = Spawn.spawn("/usr/bin/mkfifo", List.of("mkfifo", temp + "/fifo"), List.of(), 0, 1, 2,
                List.of())) {
            assertEquals(0, mkfifo.await().status());
        }
        assertErrno(Errno.EINVAL, () -> AtomicFile.read(dir, "fifo", 100));
    }

    @Test
    void aRenameMayRefuseToReplaceOrSwap() throws Exception {
        AtomicFile.write(dir, "a", new byte[] {1}, 0600);
        AtomicFile.write(dir, "b", new byte[] {2}, 0600);
        assertErrno(Errno.EEXIST, () -> Paths.rename(dir, "a", dir, "b", Paths.RENAME_NOREPLACE));
        Paths.rename(dir, "a", dir, "b", Paths.RENAME_EXCHANGE);
        assertArrayEquals(new byte[] {2}, AtomicFile.read(dir, "a", 10));
    }

    private static void assertErrno(int errno, Executable tried) {
        assertEquals(Errno.name(errno), Errno.name(assertThrows(LinuxException.class, tried).errno()));
    }

    @Test
    void aFileThatIsGoneIsAsGoodAsRemoved(@TempDir Path place) throws Exception {
        Files.createDirectory(place.resolve("directory"));
        Files.createFile(place.resolve("file"));
        try (Fd dir = Paths.openAbsolute(place.toRealPath().toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            Paths.unlinkIfThere(dir, "file");
            Paths.unlinkIfThere(dir, "file");
            assertTrue(Files.notExists(place.resolve("file")));
            assertThrows(LinuxException.class, () -> Paths.unlinkIfThere(dir, "directory"));
        }
    }
}
