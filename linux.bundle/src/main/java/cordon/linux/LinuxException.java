package cordon.linux;

import java.io.IOException;

/** A system call that failed. The message reads {@code cannot open /x: permission denied (EACCES)}. */
public final class LinuxException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * A failure.
     *
     * @param doing what was tried, to follow "cannot"
     * @param errno the kernel's number, as in {@link Errno}
     */
    public LinuxException(String doing, int errno) {
        super("cannot " + doing + ": " + Errno.describe(errno) + " (" + Errno.name(errno) + ")");
        this.errno = errno;
    }

    /** A failure with advice about what would help, appended after a semicolon. */
    public LinuxException(String doing, int errno, String advice) {
        super("cannot " + doing + ": " + Errno.describe(errno) + " (" + Errno.name(errno) + "); " + advice);
        this.errno = errno;
    }

    /** The kernel's error number. */
    public int errno() {
        return errno;
    }
}
