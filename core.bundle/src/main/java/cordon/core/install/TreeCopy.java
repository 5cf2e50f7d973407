package cordon.core.install;

import cordon.linux.DirectoryNames;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Copies a directory tree whose owner may change it meanwhile: by descriptors, without following a link or crossing a mount.
 * What is copied is looked at once it is open. Links stay links, and files that are one file (hard links) stay one.
 */
final class TreeCopy {
    private static final int MAX_DEPTH = 200;
    private static final long CHUNK = 1L << 30;
    private static final int SET_ID_BITS = 06000;
    private static final int SET_GROUP_ID_BIT = 02000;
    private static final long BENEATH = Paths.BENEATH | OpenFlags.RESOLVE_NO_XDEV;

    private final Manner manner;
    private final Map<String, Place> linked = new HashMap<>();

    /** Where the first copy of a file with several names lies. */
    private record Place(Path directory, String name) {
    }

    /** What a copy keeps, and what becomes of entries that are not copied. */
    interface Manner {

        /** Whether owners and groups are kept; else all is root's. */
        boolean keepsOwners();

        /**
         * An entry that is not copied: a device, fifo, socket, or one that changed under the copy. Returning passes it over.
         *
         * @param path relative to the top
         * @param what {@code a fifo}, for messages
         */
        void passOver(String path, String what) throws BadPackage;

        /** A regular file is about to be copied. */
        default void file(String path, Stat stat) throws BadPackage {
        }
    }

    TreeCopy(Manner manner) {
        this.manner = manner;
    }

    /**
     * Copies all beneath one directory into another, and gives that one the owner and mode of the first.
     *
     * @param from open for reading
     * @param to   open for reading, empty, in a place that nobody else can change
     */
    void copy(Fd from, Fd to) throws IOException, BadPackage {
        directory(from, Paths.stat(from), to, "", 0);
    }

    private void directory(Fd from, Stat stat, Fd to, String path, int depth) throws IOException, BadPackage {
        if (depth > MAX_DEPTH) {
            throw new BadPackage("\"" + path + "\" lies more than " + MAX_DEPTH + " directories deep; flatten the tree");
        }
        try (DirectoryNames names = new DirectoryNames(from)) {
            for (String name = names.next(); name != null; name = names.next()) {
                entry(from, to, name, path.isEmpty() ? name : path + "/" + name, depth);
            }
        }
        // Last: the mode may forbid what the times and entries need, and entries change the times.
        own(to, stat, stat.permissions() & (manner.keepsOwners() ? ~0 : ~SET_ID_BITS));
        setTime(to, stat);
    }

    private void entry(Fd from, Fd to, String name, String path, int depth) throws IOException, BadPackage {
        Stat stat = Paths.stat(from, name).orElse(null);
        if (stat == null) {
            return;
        }
        if (stat.isSymlink()) {
            link(from, to, name, path, stat);
        } else if (stat.isDirectory() || stat.isRegular()) {
            // O_NONBLOCK: should a fifo have taken its place, opening it does not wait for a writer.
            int flags = OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY;
            try (Fd source = Paths.open(from, name, flags, 0, BENEATH)) {
                opened(source, Paths.stat(source), to, name, path, depth);
            } catch (LinuxException e) {
                if (e.errno() != Errno.ELOOP && e.errno() != Errno.ENOENT && e.errno() != Errno.EXDEV) {
                    throw e;
                }
                manner.passOver(path, e.errno() == Errno.EXDEV ? "a mount of another file system" : "changing while it is copied");
            }
        } else {
            manner.passOver(path, kindOf(stat));
        }
    }

    private void opened(Fd source, Stat stat, Fd to, String name, String path, int depth) throws IOException, BadPackage {
        if (stat.isDirectory()) {
            Paths.makeDirectory(to, name, 0700);
            try (Fd made = Paths.openDirectory(to, name)) {
                directory(source, stat, made, path, depth + 1);
            }
        } else if (stat.isRegular()) {
            manner.file(path, stat);
            file(source, stat, to, name);
        } else {
            manner.passOver(path, kindOf(stat));
        }
    }

    private void file(Fd source, Stat stat, Fd to, String name) throws IOException {
        String identity = stat.deviceMajor() + ":" + stat.deviceMinor() + ":" + stat.inode();
        Place first = stat.links() > 1 ? linked.get(identity) : null;
        if (first != null) {
            Files.createLink(ofProc(to).resolve(name), first.directory().resolve(first.name()));
            return;
        }
        int flags = OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_NOFOLLOW;
        try (Fd made = Paths.open(to, name, flags, 0600, BENEATH)) {
            try (FileChannel in = FileChannel.open(ofProc(source), StandardOpenOption.READ);
                    FileChannel out = FileChannel.open(ofProc(made), StandardOpenOption.WRITE)) {
                transfer(in, out);
            }
            own(made, stat, stat.permissions() & ~SET_ID_BITS);
            setTime(made, stat);
        }
        if (stat.links() > 1) {
            linked.put(identity, new Place(ofProc(to).toRealPath(), name));
        }
    }

    /** Copies to the end of the input, and onto the disk. */
    static void transfer(FileChannel in, FileChannel out) throws IOException {
        long at = 0;
        for (long count = in.transferTo(at, CHUNK, out); count > 0; count = in.transferTo(at, CHUNK, out)) {
            at += count;
        }
        out.force(false);
    }

    private void link(Fd from, Fd to, String name, String path, Stat stat) throws IOException, BadPackage {
        String target;
        try {
            target = Paths.readLink(from, name);
        } catch (LinuxException e) {
            if (e.errno() != Errno.EINVAL && e.errno() != Errno.ENOENT) {
                throw e;
            }
            manner.passOver(path, "changing while it is copied");
            return;
        }
        Paths.symlink(target, to, name);
        if (manner.keepsOwners()) {
            Paths.chown(to, name, stat.uid(), stat.gid());
        }
    }

    private void own(Fd made, Stat stat, int mode) throws LinuxException {
        // Made by us, hence root's already. A change of owner clears set-ID bits, hence the mode comes after it.
        if (manner.keepsOwners()) {
            Paths.chown(made, stat.uid(), stat.gid());
        }
        Paths.chmod(made, stat.isDirectory() && manner.keepsOwners() ? mode & ~(SET_ID_BITS ^ SET_GROUP_ID_BIT) : mode);
    }

    private static void setTime(Fd made, Stat stat) throws IOException {
        Files.setLastModifiedTime(ofProc(made), FileTime.from(stat.modifiedNanos(), TimeUnit.NANOSECONDS));
    }

    /** The open file by the name that the kernel gives it for this process; good for as long as it is open. */
    static Path ofProc(Fd file) {
        return Path.of("/proc/self/fd/" + file.number());
    }

    /** For messages: {@code a fifo}. */
    static String kindOf(Stat stat) {
        if (stat.isFifo()) {
            return "a fifo";
        } else if (stat.isSocket()) {
            return "a socket";
        } else if (stat.isBlockDevice() || stat.isCharacterDevice()) {
            return "a device";
        }
        return "neither a file nor a directory nor a link";
    }
}
