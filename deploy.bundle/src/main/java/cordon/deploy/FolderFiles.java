package cordon.deploy;

import cordon.linux.AtomicFile;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Self;
import cordon.linux.Stat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder on disk. What is in it runs as the daemon's user, so a file or folder that others can write to is not read. Stateless.
 *
 * @param path absolute
 */
record FolderFiles(Path path) {
    /** The largest file that is read, in bytes. */
    static final int LARGEST = 4 << 20;

    private static final int OTHERS_WRITE = 022;

    /** Makes the folder where it is missing. */
    void make() throws LinuxException {
        try (Fd parent = Paths.openRoot(path.getParent().toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            Paths.ensureDirectory(parent, path.getFileName().toString(), 0755).close();
        }
    }

    /** The names in it, sorted. */
    List<String> names() throws IOException {
        try (Fd folder = open()) {
            return Paths.list(folder).stream().sorted().toList();
        }
    }

    /** The content of a file; empty when there is none. @throws IOException when it cannot be trusted, or not be read */
    Optional<byte[]> read(String name) throws IOException {
        try (Fd folder = open(); Fd file = Paths.open(folder, name, OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY, 0, Paths.BENEATH)) {
            Stat stat = Paths.stat(file);
            if (!stat.isRegular()) {
                throw new IOException("it is no regular file");
            }
            trusted(stat);
            return Optional.of(Io.readAll(file, LARGEST));
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Puts a file in place, whole. */
    void write(String name, byte[] content) throws IOException {
        try (Fd folder = open()) {
            AtomicFile.write(folder, name, content, 0644);
        }
    }

    /** Takes a file away. */
    void delete(String name) throws IOException {
        try (Fd folder = open()) {
            Paths.unlink(folder, name, false);
        }
    }

    private Fd open() throws IOException {
        Fd folder = Paths.openRoot(path.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
        boolean good = false;
        try {
            trusted(Paths.stat(folder));
            good = true;
            return folder;
        } finally {
            if (!good) {
                folder.close();
            }
        }
    }

    private static void trusted(Stat stat) throws IOException {
        if (stat.uid() != Self.effectiveUid() || (stat.permissions() & OTHERS_WRITE) != 0) {
            throw new IOException((stat.isDirectory() ? "the folder" : "it") + " must belong to the daemon's user, and others must not be able to write to it");
        }
    }
}
