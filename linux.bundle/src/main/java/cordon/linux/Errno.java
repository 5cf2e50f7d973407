package cordon.linux;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Error numbers of the kernel (errno(3)); those on amd64 and arm64 are the same. Descriptions are fixed English, so that
 * messages do not depend on the locale.
 */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int ENXIO = 6;
    public static final int EBADF = 9;
    public static final int ECHILD = 10;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int EXDEV = 18;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int ENOTTY = 25;
    public static final int EFBIG = 27;
    public static final int ENOSPC = 28;
    public static final int EROFS = 30;
    public static final int EPIPE = 32;
    public static final int ERANGE = 34;
    public static final int ENAMETOOLONG = 36;
    public static final int ENOSYS = 38;
    public static final int ENOTEMPTY = 39;
    public static final int ELOOP = 40;
    public static final int ENODATA = 61;
    public static final int ENOTSOCK = 88;
    public static final int EMSGSIZE = 90;
    public static final int ENOPROTOOPT = 92;
    public static final int EPROTONOSUPPORT = 93;
    public static final int EOPNOTSUPP = 95;
    public static final int EADDRINUSE = 98;
    public static final int ECONNRESET = 104;
    public static final int ENOBUFS = 105;
    public static final int ENOTCONN = 107;
    public static final int ETIMEDOUT = 110;
    public static final int ECONNREFUSED = 111;

    private record Entry(String name, String description) {
    }

    private static final Map<Integer, Entry> TABLE = """
            1 EPERM operation not permitted
            2 ENOENT no such file or directory
            3 ESRCH no such process
            4 EINTR interrupted by a signal
            5 EIO input or output error
            6 ENXIO no such device or address
            7 E2BIG the arguments are too long
            8 ENOEXEC not an executable format
            9 EBADF bad file descriptor
            10 ECHILD no such child process
            11 EAGAIN not available now
            12 ENOMEM out of memory
            13 EACCES permission denied
            14 EFAULT bad address
            15 ENOTBLK not a block device
            16 EBUSY in use
            17 EEXIST it exists already
            18 EXDEV on another file system
            19 ENODEV no such device
            20 ENOTDIR not a directory
            21 EISDIR it is a directory
            22 EINVAL invalid argument
            23 ENFILE too many open files in the system
            24 EMFILE too many open files in this process
            25 ENOTTY not a terminal, or the device has no such operation
            26 ETXTBSY the program is being executed
            27 EFBIG the file is too large
            28 ENOSPC no space left on the device
            29 ESPIPE not seekable
            30 EROFS the file system is read-only
            31 EMLINK too many links
            32 EPIPE the other end is closed
            34 ERANGE the result does not fit
            35 EDEADLK it would deadlock
            36 ENAMETOOLONG the name is too long
            37 ENOLCK no locks available
            38 ENOSYS this kernel has no such system call
            39 ENOTEMPTY the directory is not empty
            40 ELOOP a symbolic link where none may be, or too many of them
            61 ENODATA no data
            62 ETIME the timer expired
            71 EPROTO protocol error
            74 EBADMSG bad message
            75 EOVERFLOW the value is too large for its type
            84 EILSEQ invalid byte sequence
            87 EUSERS too many users
            88 ENOTSOCK not a socket
            90 EMSGSIZE the message is too long
            92 ENOPROTOOPT this kernel has no such socket option
            93 EPROTONOSUPPORT the protocol is not supported
            94 ESOCKTNOSUPPORT the socket type is not supported
            95 EOPNOTSUPP not supported
            97 EAFNOSUPPORT the address family is not supported
            98 EADDRINUSE the address is in use
            99 EADDRNOTAVAIL the address is not available
            100 ENETDOWN the network is down
            101 ENETUNREACH the network is unreachable
            103 ECONNABORTED the connection was ended here
            104 ECONNRESET the connection was reset by the other end
            105 ENOBUFS no buffer space
            106 EISCONN already connected
            107 ENOTCONN not connected
            109 ETOOMANYREFS too many descriptors are on their way
            110 ETIMEDOUT timed out
            111 ECONNREFUSED nobody listens there
            113 EHOSTUNREACH the host is unreachable
            114 EALREADY already under way
            115 EINPROGRESS under way
            116 ESTALE the file is gone from its file system
            117 EUCLEAN the file system is damaged
            122 EDQUOT the disk quota is used up
            123 ENOMEDIUM no medium
            125 ECANCELED cancelled
            126 ENOKEY no such key
            """.lines().map(line -> line.split(" ", 3)).collect(Collectors.toUnmodifiableMap(
            field -> Integer.valueOf(field[0]), field -> new Entry(field[1], field[2])));

    private Errno() {
    }

    /** The symbol, as {@code ENOENT}; for a number that is not in the table, {@code errno 77}. */
    public static String name(int number) {
        Entry entry = TABLE.get(number);
        return entry == null ? "errno " + number : entry.name();
    }

    /** What the number means, in lower case and without a full stop. */
    public static String describe(int number) {
        Entry entry = TABLE.get(number);
        return entry == null ? "unexpected error" : entry.description();
    }
}
