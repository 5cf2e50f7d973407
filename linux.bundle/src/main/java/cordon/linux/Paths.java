package cordon.linux;

import com.sun.jna.Native;
import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import cordon.linux.internal.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files by directory descriptor (openat2(2), Linux 5.6, and the *at family). A name is one component, never a path, so that
 * no link on the way is followed; {@link #open} takes a relative path and the rules by which it is resolved. Descriptors
 * that are returned are close-on-exec and the caller's. Stateless.
 */
public final class Paths {
    /** Replaces nothing (renameat2(2)). */
    public static final int RENAME_NOREPLACE = 1;
    /** Swaps two entries (renameat2(2)). */
    public static final int RENAME_EXCHANGE = 2;
    /** How paths that others can change are resolved: within the directory and without links. */
    public static final long BENEATH = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int OPEN_HOW_SIZE = 24;
    private static final int STATX_SIZE = 256;
    private static final int STATX_BASIC_STATS_AND_MNT_ID = 0x7ff | 0x1000;
    private static final int PATH_MAX = 4096;
    private static final int RETRIES = 64;

    private Paths() {
    }

    /**
     * Opens an absolute path that an administrator chose, links in it included. Not for paths that others can change.
     *
     * @param flags of {@link OpenFlags}
     */
    public static Fd openRoot(String absolutePath, int flags) throws LinuxException {
        return openAt(AT_FDCWD, absolute(absolutePath), flags, 0, OpenFlags.RESOLVE_NO_MAGICLINKS);
    }

    /** Opens an absolute path none of whose components is a symbolic link. */
    public static Fd openAbsolute(String absolutePath, int flags) throws LinuxException {
        return openAt(AT_FDCWD, absolute(absolutePath), flags, 0, OpenFlags.RESOLVE_NO_SYMLINKS);
    }

    /** Opens the root directory of a process, as it sees it (O_PATH), for RESOLVE_IN_ROOT. */
    public static Fd openRootOf(int pid) throws LinuxException {
        return openFollowing("/proc/" + pid + "/root", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);
    }

    /** Opens the same file once more, for what an O_PATH descriptor cannot be used for. No path is walked: it is the file that was looked at. */
    public static Fd reopen(Fd file, int flags) throws LinuxException {
        return openFollowing("/proc/self/fd/" + file.number(), flags);
    }

    /** Opens an absolute path, links of {@code /proc} included. */
    static Fd openFollowing(String absolutePath, int flags) throws LinuxException {
        return openAt(AT_FDCWD, absolute(absolutePath), flags, 0, 0);
    }

    /**
     * Opens a relative path.
     *
     * @param flags   of {@link OpenFlags}
     * @param mode    permissions of a file that is made with O_CREAT, before the umask; else 0
     * @param resolve RESOLVE_* of {@link OpenFlags}; {@link #BENEATH} unless there is a reason
     */
    public static Fd open(Fd dir, String relative, int flags, int mode, long resolve) throws LinuxException {
        return openAt(dir.number(), relative, flags, mode, resolve);
    }

    /** Opens a directory beneath another, for use as the next {@code dir}. */
    public static Fd openDirectory(Fd dir, String relative) throws LinuxException {
        return open(dir, relative, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0, BENEATH);
    }

    private static Fd openAt(int dir, String path, int flags, int mode, long resolve) throws LinuxException {
        try (Block how = new Block(OPEN_HOW_SIZE); Block name = Block.of(Text.cString(path))) {
            how.putLong(0, (flags | OpenFlags.O_CLOEXEC) & 0xffffffffL).putLong(8, mode).putLong(16, resolve);
            long fd = -1;
            // EAGAIN: a rename or mount elsewhere kept the kernel from being sure that the path stays beneath.
            for (int i = 0; i < RETRIES && fd < 0; i++) {
                fd = Libc.syscall(Syscall.OPENAT2, dir, name.address(), how.address(), OPEN_HOW_SIZE, 0);
                if (fd < 0) {
                    int errno = Native.getLastError();
                    if (errno != Errno.EAGAIN && errno != Errno.EINTR) {
                        throw new LinuxException("open " + path, errno);
                    }
                }
            }
            return Fd.of((int) Call.check(fd, () -> "open " + path));
        }
    }

    /**
     * Makes a directory; its mode is exact, whatever the umask. EEXIST when the name is taken.
     *
     * @param dir one that only the caller and those it trusts can change
     */
    public static void makeDirectory(Fd dir, String name, int mode) throws LinuxException {
        byte[] entry = entry(name);
        Call.check(Libc.mkdirat(dir.number(), entry, mode & 0700), () -> "make directory " + name);
        try (Fd made = openDirectory(dir, name)) {
            chmod(made, mode);
        }
    }

    /** Makes a directory unless there is one, and opens it. ENOTDIR when the name is another kind of file. */
    public static Fd ensureDirectory(Fd dir, String name, int mode) throws LinuxException {
        try {
            return openDirectory(dir, name); // It mostly is there, and to be told so by a failure takes longer.
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
        try {
            makeDirectory(dir, name, mode);
        } catch (LinuxException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
        }
        return openDirectory(dir, name);
    }

    /** Makes an empty file unless there is a regular one, as a target for a bind. EEXIST when the name is another kind. */
    public static void ensureFile(Fd dir, String name, int mode) throws LinuxException {
        int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_NOFOLLOW;
        entry(name);
        try (Fd made = open(dir, name, flags, mode & 0700, BENEATH)) {
            chmod(made, mode);
        } catch (LinuxException e) {
            if (e.errno() != Errno.EEXIST || !stat(dir, name).filter(Stat::isRegular).isPresent()) {
                throw e;
            }
        }
    }

    /** Removes an entry: a directory, which must be empty, or any other file. */
    public static void unlink(Fd dir, String name, boolean directory) throws LinuxException {
        Call.check(Libc.unlinkat(dir.number(), entry(name), directory ? AT_REMOVEDIR : 0), () -> "remove " + name);
    }

    /** Removes a file; one that is not there is as good as removed. */
    public static void unlinkIfThere(Fd dir, String name) throws LinuxException {
        try {
            unlink(dir, name, false);
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }

    /**
     * Renames an entry, atomically.
     *
     * @param flags 0, {@link #RENAME_NOREPLACE} or {@link #RENAME_EXCHANGE}
     */
    public static void rename(Fd fromDir, String from, Fd toDir, String to, int flags) throws LinuxException {
        Call.check(Libc.renameat2(fromDir.number(), entry(from), toDir.number(), entry(to), flags),
                () -> "rename " + from + " to " + to);
    }

    /** Makes a symbolic link. */
    public static void symlink(String target, Fd dir, String name) throws LinuxException {
        Call.check(Libc.symlinkat(Text.cString(target), dir.number(), entry(name)), () -> "make link " + name);
    }

    /** The text of a symbolic link. EINVAL when the entry is something else. */
    public static String readLink(Fd dir, String name) throws LinuxException {
        byte[] buffer = new byte[PATH_MAX];
        long length = Call.check(Libc.readlinkat(dir.number(), entry(name), buffer, buffer.length),
                () -> "read link " + name);
        return Text.decode(buffer, 0, (int) length);
    }

    /**
     * The path that the kernel knows an open file by, as seen from this process's root; with {@code  (deleted)} after it
     * when it has none any more. For people, and for directories that the caller goes on to check.
     */
    public static String pathOf(Fd file) throws LinuxException {
        try (Fd links = openAbsolute("/proc/" + Self.pid() + "/fd", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            return readLink(links, Integer.toString(file.number()));
        }
    }

    /** What an entry is; a symbolic link is not followed. Empty when there is none. */
    public static Optional<Stat> stat(Fd dir, String name) throws LinuxException {
        return statAt(dir.number(), entry(name), AT_SYMLINK_NOFOLLOW, name);
    }

    /**
     * What is at an absolute path; a symbolic link at its end is not followed, others are. For paths that an administrator chose, or to
     * tell whether something has changed. Empty when there is nothing.
     */
    public static Optional<Stat> look(String absolutePath) throws LinuxException {
        return statAt(AT_FDCWD, Text.cString(absolute(absolutePath)), AT_SYMLINK_NOFOLLOW, absolutePath);
    }

    /** What an open file is. */
    public static Stat stat(Fd file) throws LinuxException {
        return statAt(file.number(), new byte[1], AT_EMPTY_PATH, file.toString())
                .orElseThrow(() -> new LinuxException("look at " + file, Errno.ENOENT));
    }

    /** That there is nothing is an answer and no failure: launches ask often, and an exception costs more than the call. */
    private static Optional<Stat> statAt(int dir, byte[] name, int flags, String shown) throws LinuxException {
        byte[] result = new byte[STATX_SIZE];
        if (Libc.statx(dir, name, flags, STATX_BASIC_STATS_AND_MNT_ID, result) < 0) {
            int errno = Native.getLastError();
            if (errno == Errno.ENOENT || dir == AT_FDCWD && errno == Errno.ENOTDIR) {
                return Optional.empty();
            }
            throw new LinuxException("look at " + shown, errno);
        }
        // struct statx is the same on every architecture (statx(2)).
        ByteBuffer s = ByteBuffer.wrap(result).order(ByteOrder.nativeOrder());
        return Optional.of(new Stat(s.getInt(136), s.getInt(140), s.getLong(32), s.getShort(28) & 0xffff, s.getInt(20),
                s.getInt(24), s.getLong(40), s.getInt(16), s.getInt(128), s.getInt(132), s.getLong(144),
                s.getLong(96) * 1_000_000_000L + s.getInt(104), s.getLong(112) * 1_000_000_000L + s.getInt(120)));
    }

    /** Gives an open file, which may be an O_PATH one, to an owner and a group; -1 leaves one as it is. */
    public static void chown(Fd file, int uid, int gid) throws LinuxException {
        Call.check(Libc.fchownat(file.number(), new byte[1], uid, gid, AT_EMPTY_PATH), () -> "change the owner of " + file);
    }

    /** Gives an entry to an owner and a group; a symbolic link is not followed. */
    public static void chown(Fd dir, String name, int uid, int gid) throws LinuxException {
        Call.check(Libc.fchownat(dir.number(), entry(name), uid, gid, AT_SYMLINK_NOFOLLOW),
                () -> "change the owner of " + name);
    }

    /** Sets the permissions of an open file, which may be an O_PATH one. */
    public static void chmod(Fd file, int mode) throws LinuxException {
        // fchmod(2) refuses O_PATH; the link of /proc leads to the very file.
        byte[] path = Text.cString("/proc/self/fd/" + file.number());
        Call.check(Libc.chmod(path, mode), () -> "change the mode of " + file);
    }

    /** The names in a directory that is open for reading, without {@code .} and {@code ..}, in no order. */
    public static List<String> list(Fd dir) throws LinuxException {
        return list(dir, Integer.MAX_VALUE);
    }

    /** The same of a directory that others may fill: at most so many of them. */
    public static List<String> list(Fd dir, int most) throws LinuxException {
        List<String> names = new ArrayList<>();
        try (DirectoryNames all = new DirectoryNames(dir)) {
            for (String name = all.next(); name != null && names.size() < most; name = all.next()) {
                names.add(name);
            }
        }
        return names;
    }

    /** One component as a C string. */
    private static byte[] entry(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("\"" + name + "\" is not the name of a directory's entry");
        }
        return Text.cString(name);
    }

    private static String absolute(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("\"" + path + "\" is not an absolute path");
        }
        return path;
    }
}
