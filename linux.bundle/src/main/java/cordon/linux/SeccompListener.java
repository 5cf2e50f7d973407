package cordon.linux;

import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import cordon.linux.internal.Syscall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The listener of a filter that answers USER_NOTIF (seccomp_unotify(2)): system calls wait for it. For one thread. */
public final class SeccompListener implements AutoCloseable {
    private static final String SHOWN = "anon_inode:seccomp notify";
    // linux/seccomp.h: struct seccomp_notif has 80 bytes, struct seccomp_notif_resp 24.
    private static final long RECEIVE = 0xc0502100L;
    private static final long SEND = 0xc0182101L;
    private static final long ID_VALID = 0x40082102L;
    private static final int NOTIFICATION = 80;
    private static final int RESPONSE = 24;
    private static final int CONTINUE = 1;
    private static final int ARGUMENTS = 6;
    private static final short POLLIN = 1;
    /** Of the numbers that a launcher's descriptors have. */
    private static final int FIRST = 3;
    private static final int LAST = 128;

    private final Fd fd;

    private SeccompListener(Fd fd) {
        this.fd = fd;
    }

    /**
     * A system call that waits.
     *
     * @param id        of the notification
     * @param thread    that makes the call
     * @param number    of the call
     * @param auditArch as {@link Arch#auditArch()}
     * @param arguments six
     */
    public record Waiting(long id, int thread, int number, int auditArch, List<Long> arguments) {
        /** Copies the list. */
        public Waiting {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Takes the listener that a process has open; empty while it has none. The process keeps its own descriptor. Its numbers are tried, not
     * listed: the list of an undumpable process is root's, and this may be an ordinary user's namespace.
     */
    public static Optional<SeccompListener> of(int pid) throws IOException {
        int process = (int) Libc.syscall(Syscall.PIDFD_OPEN, pid, 0, 0, 0, 0);
        if (process < 0) {
            return Optional.empty(); // It has ended.
        }
        try (Fd handle = Fd.of(process)) {
            for (int number = FIRST; number < LAST; number++) {
                Optional<SeccompListener> found = at(handle, number);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
    }

    private static Optional<SeccompListener> at(Fd process, int number) throws IOException {
        int copy = (int) Libc.syscall(Syscall.PIDFD_GETFD, process.number(), number, 0, 0, 0);
        if (copy < 0) {
            LinuxException failure = Call.failure(() -> "take descriptor " + number + " of a process");
            if (failure.errno() == Errno.EBADF || failure.errno() == Errno.ESRCH) {
                return Optional.empty();
            }
            throw failure;
        }
        Fd taken = Fd.of(copy);
        if (Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(copy))).toString().equals(SHOWN)) {
            return Optional.of(new SeccompListener(taken));
        }
        taken.close();
        return Optional.empty();
    }

    /** Whether a call waits now, or comes within this time. @return empty when no process has the filter any more */
    public Optional<Boolean> await(int milliseconds) throws LinuxException {
        try (Block poll = new Block(8)) {
            poll.putInt(0, fd.number()).putShort(4, POLLIN).putShort(6, (short) 0);
            Call.check(Call.uninterrupted(() -> Libc.poll(poll.address(), 1, milliseconds)), () -> "wait for system calls");
            boolean waits = (poll.getShort(6) & POLLIN) != 0;
            return waits || poll.getShort(6) == 0 ? Optional.of(waits) : Optional.empty();
        }
    }

    /** The call that has waited longest; empty when its thread has ended meanwhile. */
    public Optional<Waiting> next() throws LinuxException {
        try (Block block = Block.of(new byte[NOTIFICATION])) {
            if (Call.uninterrupted(() -> Libc.ioctl(fd.number(), RECEIVE, block.address())) < 0) {
                LinuxException failure = Call.failure(() -> "receive a system call");
                if (failure.errno() == Errno.ENOENT) {
                    return Optional.empty();
                }
                throw failure;
            }
            List<Long> arguments = new ArrayList<>();
            for (int i = 0; i < ARGUMENTS; i++) {
                arguments.add(block.getLong(32 + 8L * i));
            }
            return Optional.of(new Waiting(block.getLong(0), block.getInt(8), block.getInt(16), block.getInt(20), arguments));
        }
    }

    /** Whether it still waits: then what was read of its thread was read of the right one. */
    public boolean waits(Waiting call) {
        try (Block id = new Block(8)) {
            id.putLong(0, call.id());
            return Libc.ioctl(fd.number(), ID_VALID, id.address()) == 0;
        }
    }

    /** Lets the kernel carry it out. */
    public void carryOut(Waiting call) throws LinuxException {
        try (Block response = Block.of(new byte[RESPONSE])) {
            response.putLong(0, call.id()).putInt(20, CONTINUE);
            if (Call.uninterrupted(() -> Libc.ioctl(fd.number(), SEND, response.address())) < 0) {
                LinuxException failure = Call.failure(() -> "answer a system call");
                if (failure.errno() != Errno.ENOENT) {
                    throw failure;
                }
            }
        }
    }

    /** Calls that would be told fail from now on (ENOSYS). */
    @Override
    public void close() {
        fd.close();
    }
}
