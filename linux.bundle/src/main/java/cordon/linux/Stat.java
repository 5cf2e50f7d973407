package cordon.linux;

import java.util.concurrent.TimeUnit;

/**
 * What statx(2) says of a file.
 *
 * @param deviceMajor   of the file system
 * @param deviceMinor   of the file system
 * @param inode         number, unique within the file system
 * @param mode          type and permissions, as in {@code st_mode}
 * @param uid           owner
 * @param gid           group
 * @param size          bytes
 * @param links         count of hard links
 * @param rdevMajor     of the device that a device node stands for
 * @param rdevMinor     of the device that a device node stands for
 * @param mountId       of the mount it was reached by (Linux 5.8), as in {@code /proc/self/mountinfo}
 * @param changedNanos  last change of content or attributes (ctime), nanoseconds since 1970
 * @param modifiedNanos last change of content (mtime), nanoseconds since 1970
 */
public record Stat(int deviceMajor, int deviceMinor, long inode, int mode, int uid, int gid, long size, int links,
        int rdevMajor, int rdevMinor, long mountId, long changedNanos, long modifiedNanos) {

    /** Two changes within a tick of the kernel's clock leave one time (at most 10 ms; some file systems count in seconds). */
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int S_IFMT = 0xf000;
    private static final int S_IFIFO = 0x1000;
    private static final int S_IFCHR = 0x2000;
    private static final int S_IFDIR = 0x4000;
    private static final int S_IFBLK = 0x6000;
    private static final int S_IFREG = 0x8000;
    private static final int S_IFLNK = 0xa000;
    private static final int S_IFSOCK = 0xc000;

    /** Whether it is a directory. */
    public boolean isDirectory() {
        return is(S_IFDIR);
    }

    /** Whether it is a regular file. */
    public boolean isRegular() {
        return is(S_IFREG);
    }

    /** Whether it is a symbolic link. */
    public boolean isSymlink() {
        return is(S_IFLNK);
    }

    /** Whether it is a socket. */
    public boolean isSocket() {
        return is(S_IFSOCK);
    }

    /** Whether it is a fifo. */
    public boolean isFifo() {
        return is(S_IFIFO);
    }

    /** Whether it is a character device. */
    public boolean isCharacterDevice() {
        return is(S_IFCHR);
    }

    /** Whether it is a block device. */
    public boolean isBlockDevice() {
        return is(S_IFBLK);
    }

    /** The permission bits with set-user-ID, set-group-ID and sticky, as in {@code 01777}. */
    public int permissions() {
        return mode & 07777;
    }

    /** Whether both are one file: the same inode of the same file system. */
    public boolean sameFile(Stat other) {
        return inode == other.inode && deviceMajor == other.deviceMajor && deviceMinor == other.deviceMinor;
    }

    /** What tells the file from all others of the machine, whatever it is called: hexadecimal numbers joined by dashes. */
    public String identity() {
        return String.format("%x-%x-%x", deviceMajor, deviceMinor, inode);
    }

    /** Whether a further change would show in {@link #changedNanos}: the last one was not just now. */
    public boolean isSettled() {
        return changedNanos < TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - SETTLED_NANOS;
    }

    /** By parts: launches compare many, and the comparison that a record comes with is not compiled well. */
    @Override
    public boolean equals(Object object) {
        return object instanceof Stat other && inode == other.inode && changedNanos == other.changedNanos && modifiedNanos == other.modifiedNanos
                && deviceMajor == other.deviceMajor && deviceMinor == other.deviceMinor && mode == other.mode && uid == other.uid && gid == other.gid
                && size == other.size && links == other.links && rdevMajor == other.rdevMajor && rdevMinor == other.rdevMinor && mountId == other.mountId;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(inode) * 31 + Long.hashCode(changedNanos);
    }

    private boolean is(int type) {
        return (mode & S_IFMT) == type;
    }
}
