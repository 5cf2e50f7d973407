package cordon.linux;

import cordon.linux.internal.Abi;

/** Flags of open(2) and of the {@code resolve} field of openat2(2), with the values of this architecture. */
public final class OpenFlags {
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0x40;
    public static final int O_EXCL = 0x80;
    public static final int O_NOCTTY = 0x100;
    public static final int O_TRUNC = 0x200;
    public static final int O_APPEND = 0x400;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_DIRECTORY = Abi.HOST.oDirectory;
    public static final int O_NOFOLLOW = Abi.HOST.oNofollow;
    /** Set on every descriptor that this bundle opens. */
    public static final int O_CLOEXEC = 0x80000;
    /** Names the file without opening it. */
    public static final int O_PATH = 0x200000;

    /** No mount point is crossed. */
    public static final long RESOLVE_NO_XDEV = 0x01;
    /** No link of {@code /proc} that names a file by more than its path is followed. */
    public static final long RESOLVE_NO_MAGICLINKS = 0x02;
    /** No symbolic link is followed, in any component. */
    public static final long RESOLVE_NO_SYMLINKS = 0x04;
    /** The path does not leave the directory. */
    public static final long RESOLVE_BENEATH = 0x08;
    /** The directory is the root for absolute paths, links and {@code ..}. */
    public static final long RESOLVE_IN_ROOT = 0x10;

    private OpenFlags() {
    }
}
