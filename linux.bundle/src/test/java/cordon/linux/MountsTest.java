package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountsTest {
    @TempDir
    Path temp;

    @Test
    void aNewFilesystemIsAttachedAndEnded() throws Exception {
        Path target = Files.createDirectory(temp.resolve("target"));
        try (Fd dir = open(target); Fd mount = Mounts.newFilesystem("tmpfs", "test", MountFlags.ATTR_NOSUID,
                Map.of("mode", "0751"))) {
            Mounts.moveMount(mount, dir);
        }
        try (Fd root = open(target)) {
            assertEquals(0751, Paths.stat(root).permissions());
        } finally {
            Mounts.unmount(target.toString(), MountFlags.UMOUNT_NOFOLLOW);
        }
        assertThrows(LinuxException.class, () -> Mounts.unmount(target.toString(), 0));
    }

    @Test
    void aBindShowsADirectoryElsewhereWithAttributesOfItsOwn() throws Exception {
        Path source = Files.createDirectory(temp.resolve("source"));
        Path target = Files.createDirectory(temp.resolve("target"));
        Files.writeString(source.resolve("file"), "here");
        try (Fd from = open(source); Fd to = open(target)) {
            Mounts.bind(from, to, false, MountFlags.ATTR_RDONLY);
        }
        try (Fd root = open(target)) {
            assertArrayEquals("here".getBytes(), AtomicFile.read(root, "file", 10));
            LinuxException e = assertThrows(LinuxException.class, () -> AtomicFile.write(root, "file", new byte[1], 0600));
            assertEquals(Errno.EROFS, e.errno());
            Mounts.setAttributes(root, 0, MountFlags.ATTR_RDONLY, MountFlags.MS_PRIVATE, false);
            AtomicFile.write(root, "file", "new".getBytes(), 0600);
        } finally {
            Mounts.unmount(target.toString(), MountFlags.UMOUNT_NOFOLLOW);
        }
        assertEquals("new", Files.readString(source.resolve("file")));
    }

    @Test
    void aMountIsListedWithItsExactTarget() throws Exception {
        Path target = Files.createDirectory(temp.resolve("with space\\ and\ttab"));
        Mounts.mount("a source", target.toString(), "tmpfs", MountFlags.MS_NOSUID, null);
        try {
            MountPoint mount = MountPoint.all().stream().filter(m -> m.target().equals(target.toString())).findFirst()
                    .orElseThrow();
            assertEquals("tmpfs", mount.type());
            assertEquals("a source", mount.source());
            assertTrue(mount.options().contains("nosuid"));
            try (Fd root = open(target)) {
                assertEquals(mount.id(), Paths.stat(root).mountId());
                assertEquals(target.toString(), Paths.pathOf(root));
            }
        } finally {
            Mounts.unmount(target.toString(), 0);
        }
    }

    @Test
    void removalOfATreeStopsAtAMount() throws Exception {
        Path inner = Files.createDirectories(temp.resolve("tree/deep/inner"));
        Path source = Files.createDirectory(temp.resolve("source"));
        Files.writeString(source.resolve("precious"), "");
        try (Fd from = open(source); Fd to = open(inner); Fd dir = open(temp)) {
            Mounts.bind(from, to, false, 0);
            LinuxException e = assertThrows(LinuxException.class, () -> Trees.remove(dir, "tree"));
            assertEquals(Errno.EBUSY, e.errno());
            LinuxException direct = assertThrows(LinuxException.class, () -> removeInner(dir));
            assertEquals(Errno.EXDEV, direct.errno());
        } finally {
            Mounts.unmount(inner.toString(), MountFlags.UMOUNT_NOFOLLOW | MountFlags.MNT_DETACH);
        }
        assertTrue(Files.exists(source.resolve("precious")));
    }

    @Test
    void aNamespaceIsKeptByAFile() throws Exception {
        Path place = Files.createDirectory(temp.resolve("place"));
        Mounts.mount("none", place.toString(), "tmpfs", 0, null);
        try (Fd root = open(place)) {
            Mounts.setAttributes(root, 0, 0, MountFlags.MS_PRIVATE, false);
            Path kept = Files.createFile(place.resolve("kept"));
            try (Fd own = Namespaces.open(Self.pid(), "uts"); Fd target = open(kept)) {
                assertFalse(Namespaces.isNamespace(target));
                Namespaces.keep(own, target);
                try (Fd seen = Paths.openAbsolute(kept.toString(), OpenFlags.O_RDONLY)) {
                    assertTrue(Namespaces.isNamespace(seen));
                    assertTrue(Paths.stat(seen).sameFile(Paths.stat(own)));
                }
            } finally {
                Mounts.unmount(kept.toString(), MountFlags.UMOUNT_NOFOLLOW);
            }
        } finally {
            Mounts.unmount(place.toString(), MountFlags.MNT_DETACH);
        }
    }

    @Test
    void aLoopDeviceShowsAFileAndFreesItself() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/loop-control")), "this kernel has no loop devices (CONFIG_BLK_DEV_LOOP)");
        Path image = sparse("image", 1 << 20);
        String path;
        try (Fd file = Paths.openAbsolute(image.toString(), OpenFlags.O_RDWR);
                LoopDevice loop = LoopDevice.attach(file, "cordon-test", false)) {
            path = loop.path();
            assertEquals(image.toString(), Files.readString(backingFile(path)).strip());
            Io.pwrite(loop.fd(), 0, "through".getBytes());
            Io.fsync(loop.fd());
            assertArrayEquals("through".getBytes(), Io.pread(file, 0, 7));
        }
        // The kernel frees the device soon after the last descriptor has gone.
        while (shownBy(path).equals(image.toString())) {
            Thread.sleep(1);
        }
    }

    @Test
    void aSquashfsIsMountedFromALoopDevice() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/mksquashfs")), "mksquashfs (squashfs-tools) is not installed");
        assumeTrue(Files.readString(Path.of("/proc/filesystems")).contains("squashfs"), "this kernel has no squashfs");
        Path content = Files.createDirectory(temp.resolve("content"));
        Files.writeString(content.resolve("file"), "packed");
        Path image = temp.resolve("image.squashfs");
        try (Fd none = Paths.openAbsolute("/dev/null", OpenFlags.O_RDWR); ChildProcess pack = Spawn.spawn(
                "/usr/bin/mksquashfs", List.of("mksquashfs", content.toString(), image.toString(), "-quiet",
                        "-no-progress"), List.of(), none.number(), none.number(), 2, List.of())) {
            assertEquals(0, pack.await().status());
        }
        // The device outlives its descriptor: the mount holds it.
        try (Fd mount = mountSquashfs(image); Fd root = Paths.openDirectory(mount, ".")) {
            assertArrayEquals("packed".getBytes(), AtomicFile.read(root, "file", 10));
        }
    }

    @Test
    void aBrokenImageIsAnErrorWithTheKernelsWords() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/loop-control")), "this kernel has no loop devices (CONFIG_BLK_DEV_LOOP)");
        assumeTrue(Files.readString(Path.of("/proc/filesystems")).contains("squashfs"), "this kernel has no squashfs");
        Path broken = sparse("broken", 1 << 20);
        assertEquals(Errno.EINVAL, assertThrows(LinuxException.class, () -> mountSquashfs(broken)).errno());
        LinuxException e = assertThrows(LinuxException.class, () -> Mounts.newFilesystem("tmpfs", "x", 0, Map.of("no", "1")));
        assertTrue(e.getMessage().contains("the kernel says"), e.getMessage());
    }

    private static Fd mountSquashfs(Path image) throws LinuxException {
        try (Fd file = Paths.openAbsolute(image.toString(), OpenFlags.O_RDONLY);
                LoopDevice loop = LoopDevice.attach(file, "cordon-test", true)) {
            return Mounts.newFilesystem("squashfs", loop.path(), MountFlags.ATTR_RDONLY, Map.of());
        }
    }

    private static void removeInner(Fd dir) throws LinuxException {
        try (Fd deep = Paths.openDirectory(dir, "tree/deep")) {
            Trees.remove(deep, "inner");
        }
    }

    private Path sparse(String name, long size) throws Exception {
        Path path = temp.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
        return path;
    }

    /** The file behind a device; empty when it is free, which it may become between a look and the reading. */
    private static String shownBy(String device) {
        try {
            return Files.readString(backingFile(device)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static Path backingFile(String device) {
        return Path.of("/sys/block", device.substring("/dev/".length()), "loop/backing_file");
    }

    private static Fd open(Path path) throws LinuxException {
        return Paths.openAbsolute(path.toString(), OpenFlags.O_PATH);
    }
}
