package cordon.linux;

import com.sun.jna.Native;
import cordon.api.launch.Descriptor;
import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.Arrays;

/** Reading, writing and waiting on descriptors. Calls that a signal interrupts are repeated. Stateless. */
public final class Io {
    private static final int CHUNK = 64 * 1024;
    private static final int POLLFD_SIZE = 8;
    private static final short POLLIN = 1;
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int FD_CLOEXEC = 1;
    private static final int O_NONBLOCK = 0x800;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;

    private Io() {
    }

    /**
     * Reads what is there, once.
     *
     * @return the count of bytes, at most 64 KiB; -1 at the end
     */
    public static int read(Descriptor fd, byte[] into, int offset, int length) throws LinuxException {
        int number = fd.number();
        int wanted = Math.min(length, CHUNK);
        if (wanted == 0) {
            return 0;
        }
        try (Block block = new Block(wanted)) {
            int count = (int) Call.check(Call.uninterruptedLong(() -> Libc.read(number, block.address(), wanted)),
                    () -> "read from descriptor " + number);
            if (count == 0) {
                return -1;
            }
            block.get(0, into, offset, count);
            return count;
        }
    }

    /**
     * Reads exactly {@code length} bytes.
     *
     * @throws EOFException when the input ends before
     */
    public static byte[] readFully(Descriptor fd, int length) throws IOException {
        byte[] content = new byte[length];
        for (int at = 0; at < length;) {
            int count = read(fd, content, at, length - at);
            if (count < 0) {
                throw new EOFException("the input ends after " + at + " bytes of " + length);
            }
            at += count;
        }
        return content;
    }

    /**
     * Reads to the end.
     *
     * @param limit the most bytes to accept
     * @throws LinuxException EFBIG when there are more
     */
    public static byte[] readAll(Descriptor fd, int limit) throws LinuxException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] chunk = new byte[(int) Math.min(CHUNK, limit + 1L)];
        for (int count = read(fd, chunk, 0, chunk.length); count >= 0; count = read(fd, chunk, 0, chunk.length)) {
            content.write(chunk, 0, count);
            if (content.size() > limit) {
                throw new LinuxException("read more than " + limit + " bytes", Errno.EFBIG);
            }
        }
        return content.toByteArray();
    }

    /** Reads at an offset and leaves the descriptor's own offset alone; shorter than {@code length} at the end. */
    public static byte[] pread(Descriptor fd, long offset, int length) throws LinuxException {
        int number = fd.number();
        try (Block block = new Block(Math.max(1, length))) {
            int at = 0;
            while (at < length) {
                int done = at;
                int count = (int) Call.check(Call.uninterruptedLong(
                        () -> Libc.pread(number, block.address(done), length - done, offset + done)),
                        () -> "read from descriptor " + number);
                if (count == 0) {
                    break;
                }
                at += count;
            }
            return block.get(0, at);
        }
    }

    /** Writes all the bytes. */
    public static void write(Descriptor fd, byte[] content) throws LinuxException {
        int number = fd.number();
        if (content.length == 0) {
            return;
        }
        try (Block block = Block.of(content)) {
            for (int at = 0; at < content.length;) {
                int done = at;
                at += (int) Call.check(Call.uninterruptedLong(
                        () -> Libc.write(number, block.address(done), content.length - done)),
                        () -> "write to descriptor " + number);
            }
        }
    }

    /** Writes all the bytes at an offset and leaves the descriptor's own offset alone. */
    public static void pwrite(Descriptor fd, long offset, byte[] content) throws LinuxException {
        int number = fd.number();
        try (Block block = Block.of(content)) {
            for (int at = 0; at < content.length;) {
                int done = at;
                at += (int) Call.check(Call.uninterruptedLong(
                        () -> Libc.pwrite(number, block.address(done), content.length - done, offset + done)),
                        () -> "write to descriptor " + number);
            }
        }
    }

    /** Waits until content and attributes are on the disk (fsync(2)). */
    public static void fsync(Descriptor fd) throws LinuxException {
        int number = fd.number();
        Call.check(Call.uninterrupted(() -> Libc.fsync(number)), () -> "sync descriptor " + number);
    }

    /**
     * Waits until one of the descriptors can be read, is at its end or failed (poll(2)).
     *
     * @param timeoutMillis 0 to look only, -1 to wait without end
     * @return for each descriptor whether it is ready
     */
    public static boolean[] poll(int timeoutMillis, Descriptor... fds) throws LinuxException {
        try (Block block = new Block(Math.max(1, fds.length * POLLFD_SIZE))) {
            for (int i = 0; i < fds.length; i++) {
                block.putInt(i * POLLFD_SIZE, fds[i].number()).putShort(i * POLLFD_SIZE + 4, POLLIN);
            }
            Call.check(Call.uninterrupted(() -> Libc.poll(block.address(), fds.length, timeoutMillis)),
                    () -> "wait for " + Arrays.toString(fds));
            boolean[] ready = new boolean[fds.length];
            for (int i = 0; i < fds.length; i++) {
                ready[i] = block.getShort(i * POLLFD_SIZE + 6) != 0;
            }
            return ready;
        }
    }

    /**
     * Waits until the descriptor can be read or is at its end.
     *
     * @throws InterruptedException when the thread is interrupted, before or while it waits
     */
    public static void awaitReadable(Descriptor fd) throws LinuxException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        new Wakeup().await(fd);
    }

    /** A new eventfd (eventfd(2)), close-on-exec and non-blocking, with the count 0. */
    public static Fd eventfd() throws LinuxException {
        return Fd.of(Call.check(Libc.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), () -> "make an eventfd"));
    }

    /** Adds one to an eventfd, which makes it readable. */
    public static void notify(Descriptor eventfd) throws LinuxException {
        write(eventfd, new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
    }

    /** Whether the descriptor is closed in a program that this process executes. */
    public static boolean closeOnExec(Descriptor fd) throws LinuxException {
        int number = fd.number();
        return (Call.check(Libc.fcntl(number, F_GETFD, 0), () -> "ask descriptor " + number) & FD_CLOEXEC) != 0;
    }

    /** Sets close-on-exec on a descriptor that came without it, or clears it. */
    public static void setCloseOnExec(Descriptor fd, boolean closeOnExec) throws LinuxException {
        int number = fd.number();
        Call.check(Libc.fcntl(number, F_SETFD, closeOnExec ? FD_CLOEXEC : 0),
                () -> "set close-on-exec of descriptor " + number);
    }

    /** Makes reads and writes of the open file wait or not. */
    public static void setNonBlocking(Descriptor fd, boolean nonBlocking) throws LinuxException {
        int number = fd.number();
        int flags = Call.check(Libc.fcntl(number, F_GETFL, 0), () -> "ask descriptor " + number);
        int wanted = nonBlocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
        Call.check(Libc.fcntl(number, F_SETFL, wanted), () -> "set flags of descriptor " + number);
    }

    /**
     * Takes the exclusive advisory lock of an open file (flock(2)); it is let go when the last descriptor of it is closed.
     *
     * @param wait false to give up at once
     * @return whether the lock was taken
     */
    public static boolean lock(Descriptor fd, boolean wait) throws LinuxException {
        int number = fd.number();
        int result = Call.uninterrupted(() -> Libc.flock(number, wait ? LOCK_EX : LOCK_EX | LOCK_NB));
        if (result < 0 && !wait && Native.getLastError() == Errno.EAGAIN) {
            return false;
        }
        Call.check(result, () -> "lock descriptor " + number);
        return true;
    }

    /** Lets {@link Thread#interrupt()} end a poll: the JDK closes the blocked channel, and closing raises the eventfd. */
    @SuppressWarnings("try") // close() of the class is for the interrupt; what it holds is closed by await
    private static final class Wakeup extends AbstractInterruptibleChannel {
        private final Fd event = eventfd();

        Wakeup() throws LinuxException {
            // The eventfd may be refused.
        }

        void await(Descriptor fd) throws LinuxException, InterruptedException {
            boolean completed = false;
            // end() waits for an interrupt that is under way, so that the eventfd is closed after it.
            try {
                begin();
                try {
                    completed = poll(-1, fd, event)[0];
                } finally {
                    end(completed);
                }
            } catch (ClosedByInterruptException e) {
                Thread.interrupted();
                throw new InterruptedException();
            } catch (AsynchronousCloseException e) {
                throw new IllegalStateException("nobody but an interrupt closes this channel", e);
            } finally {
                event.close();
            }
        }

        @Override
        protected void implCloseChannel() throws LinuxException {
            Io.notify(event);
        }
    }
}
