package cordon.linux;

import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;

/** Files in memory, without a name in any directory (memfd_create(2)). Close-on-exec; the offset is at the start. */
public final class Memfd {
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int F_ADD_SEALS = 1033;
    private static final int SEAL_SEAL_SHRINK_GROW_WRITE = 0x1 | 0x2 | 0x4 | 0x8;

    private Memfd() {
    }

    /**
     * Makes a file with this content.
     *
     * @param name shown in {@code /proc/PID/fd}, at most 249 bytes; need not be unique
     */
    public static Fd create(String name, byte[] content) throws LinuxException {
        return create(name, content, MFD_CLOEXEC);
    }

    /** Makes a file that nobody can change any more, this process included (F_SEAL_*, fcntl(2)). */
    public static Fd sealed(String name, byte[] content) throws LinuxException {
        Fd fd = create(name, content, MFD_CLOEXEC | MFD_ALLOW_SEALING);
        if (Libc.fcntl(fd.number(), F_ADD_SEALS, SEAL_SEAL_SHRINK_GROW_WRITE) < 0) {
            LinuxException failure = Call.failure(() -> "seal memory file \"" + name + "\"");
            fd.close();
            throw failure;
        }
        return fd;
    }

    /**
     * Opens the same file again, read-only. A descriptor shares its offset with its duplicates and with the processes that
     * inherited it; one that several processes read from the start has to be reopened for each.
     */
    public static Fd reopen(Fd file) throws LinuxException {
        return Paths.reopen(file, OpenFlags.O_RDONLY);
    }

    private static Fd create(String name, byte[] content, int flags) throws LinuxException {
        Fd fd = Fd.of(Call.check(Libc.memfd_create(Text.cString(name), flags), () -> "make memory file \"" + name + "\""));
        boolean done = false;
        try {
            Io.pwrite(fd, 0, content);
            done = true;
            return fd;
        } finally {
            if (!done) {
                fd.close();
            }
        }
    }
}
