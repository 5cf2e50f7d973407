package cordon.linux;

/** Access rights of Landlock with the ABI version that each came with (landlock(7), linux/landlock.h). Pure functions. */
public final class LandlockAccess {
    public static final long EXECUTE = 1L << 0;
    public static final long WRITE_FILE = 1L << 1;
    public static final long READ_FILE = 1L << 2;
    public static final long READ_DIR = 1L << 3;
    public static final long REMOVE_DIR = 1L << 4;
    public static final long REMOVE_FILE = 1L << 5;
    public static final long MAKE_CHAR = 1L << 6;
    public static final long MAKE_DIR = 1L << 7;
    public static final long MAKE_REG = 1L << 8;
    public static final long MAKE_SOCK = 1L << 9;
    public static final long MAKE_FIFO = 1L << 10;
    public static final long MAKE_BLOCK = 1L << 11;
    public static final long MAKE_SYM = 1L << 12;
    /** ABI 2 (Linux 5.19): links and renames between directories; refused always where the ABI is 1. */
    public static final long REFER = 1L << 13;
    /** ABI 3 (Linux 6.2): truncation; allowed always before. */
    public static final long TRUNCATE = 1L << 14;
    /** ABI 5 (Linux 6.10): ioctl on devices; allowed always before. */
    public static final long IOCTL_DEV = 1L << 15;

    /** The rights that a rule for something other than a directory may name. */
    public static final long OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;

    /** ABI 4 (Linux 6.7). */
    public static final long NET_BIND_TCP = 1L << 0;
    /** ABI 4 (Linux 6.7). */
    public static final long NET_CONNECT_TCP = 1L << 1;

    /** ABI 6 (Linux 6.12): connections to abstract Unix sockets outside. */
    public static final long SCOPE_ABSTRACT_UNIX_SOCKET = 1L << 0;
    /** ABI 6 (Linux 6.12): signals to processes outside. */
    public static final long SCOPE_SIGNAL = 1L << 1;

    private LandlockAccess() {
    }

    /** The rights on files that a kernel of this ABI can handle; none for 0. */
    public static long files(int abi) {
        long rights = abi >= 1 ? MAKE_SYM | (MAKE_SYM - 1) : 0;
        rights |= abi >= 2 ? REFER : 0;
        rights |= abi >= 3 ? TRUNCATE : 0;
        rights |= abi >= 5 ? IOCTL_DEV : 0;
        return rights;
    }

    /** The rights on TCP ports that a kernel of this ABI can handle. */
    public static long network(int abi) {
        return abi >= 4 ? NET_BIND_TCP | NET_CONNECT_TCP : 0;
    }

    /** The scopes that a kernel of this ABI can handle. */
    public static long scopes(int abi) {
        return abi >= 6 ? SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL : 0;
    }
}
