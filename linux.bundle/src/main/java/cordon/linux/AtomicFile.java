package cordon.linux;

import java.util.concurrent.ThreadLocalRandom;

/** Whole files, read and replaced at once, by directory descriptor. Stateless. */
public final class AtomicFile {
    private AtomicFile() {
    }

    /**
     * Replaces or makes a file so that, whenever the machine stops, its old content or its new one is there and nothing
     * between: a temporary file of the same directory is written, synced and renamed, and the directory is synced. A
     * failure removes the temporary file and leaves the old content.
     *
     * @param mode permissions, exact whatever the umask
     */
    public static void write(Fd dir, String name, byte[] content, int mode) throws LinuxException {
        // The caller's descriptor of the directory may be an O_PATH one, which cannot be synced.
        try (Fd directory = Paths.openDirectory(dir, ".")) {
            write(directory, name, content, mode, true);
            Io.fsync(directory);
        }
    }

    /**
     * The same for a file that can be made again: nothing is synced, which is what costs. Other processes see the old content or
     * the new one; after a power failure the file may be cut short, and its reader must be able to tell.
     */
    public static void replace(Fd dir, String name, byte[] content, int mode) throws LinuxException {
        write(dir, name, content, mode, false);
    }

    private static void write(Fd dir, String name, byte[] content, int mode, boolean sync) throws LinuxException {
        String temporary = "." + name + "." + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
        boolean renamed = false;
        int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_NOFOLLOW;
        try (Fd file = Paths.open(dir, temporary, flags, 0600, Paths.BENEATH)) {
            try {
                Io.write(file, content);
                Paths.chmod(file, mode);
                if (sync) {
                    Io.fsync(file);
                    Paths.rename(dir, temporary, dir, name, 0);
                    renamed = true;
                } else {
                    renamed = !exchange(dir, temporary, name);
                }
            } finally {
                if (!renamed) {
                    Paths.unlink(dir, temporary, false);
                }
            }
        }
    }

    /**
     * Puts the temporary file in the other's place. ext4 writes a file out when it is renamed over another (ext4(5),
     * auto_da_alloc), which is as slow as a sync; swapping the two spares that.
     *
     * @return whether the old file now has the temporary name
     */
    private static boolean exchange(Fd dir, String temporary, String name) throws LinuxException {
        try {
            Paths.rename(dir, temporary, dir, name, Paths.RENAME_EXCHANGE);
            return true;
        } catch (LinuxException e) {
            // ENOENT: there is no old file. EINVAL: this file system cannot swap.
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.EINVAL) {
                throw e;
            }
            Paths.rename(dir, temporary, dir, name, 0);
            return false;
        }
    }

    /**
     * The content of a regular file; neither the name nor anything else is followed, and a fifo or device does not hold
     * the reader up.
     *
     * @param limit the most bytes to accept
     * @throws LinuxException ENOENT when there is none, EFBIG when it is larger, EINVAL when it is no regular file
     */
    public static byte[] read(Fd dir, String relative, int limit) throws LinuxException {
        int flags = OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY;
        try (Fd file = Paths.open(dir, relative, flags, 0, Paths.BENEATH)) {
            Stat stat = Paths.stat(file);
            if (!stat.isRegular()) {
                throw new LinuxException("read " + relative + " as a regular file", Errno.EINVAL);
            }
            // A byte more than it has: when that one is not there, this was all, by one call.
            int size = (int) Math.min(stat.size(), limit);
            byte[] content = Io.pread(file, 0, size + 1);
            return content.length <= size ? content : Io.readAll(file, limit);
        }
    }
}
