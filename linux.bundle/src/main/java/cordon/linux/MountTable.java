package cordon.linux;

import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;

/**
 * Tells whether anything was mounted, unmounted or remounted in this process's mount namespace: the kernel counts these changes, and
 * poll(2) of {@code /proc/self/mountinfo} shows that the count is another one (proc(5)). Thread-safe.
 */
public final class MountTable implements AutoCloseable {
    private static final int POLLFD_SIZE = 8;
    private static final int REVENTS = 6;

    private final Fd table;

    private MountTable(Fd table) {
        this.table = table;
    }

    /** Begins to watch. */
    public static MountTable open() throws LinuxException {
        return new MountTable(Paths.openFollowing("/proc/self/mountinfo", OpenFlags.O_RDONLY));
    }

    /** Whether there was a change since the call before, or since the object was made. */
    public synchronized boolean changed() throws LinuxException {
        try (Block poll = new Block(POLLFD_SIZE)) {
            // No event is asked for: the change is reported as an error, which poll(2) never leaves out.
            poll.putInt(0, table.number());
            Call.check(Call.uninterrupted(() -> Libc.poll(poll.address(), 1, 0)), () -> "watch the mounts");
            return poll.getShort(REVENTS) != 0;
        }
    }

    @Override
    public void close() {
        table.close();
    }
}
