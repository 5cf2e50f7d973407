package cordon.audit.source;

import cordon.linux.AuditSocket;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the kernel logs from now on. One thread at a time. */
public interface LiveLog extends AutoCloseable {

    /** The next lines, as soon as there is one; none when the time is up. */
    List<String> next(int timeoutMillis) throws IOException;

    /** Where they come from, for people. */
    String name();

    @Override
    void close();

    /** The audit subsystem; the ring buffer where that is refused. @throws IOException when both are */
    static LiveLog open() throws IOException {
        try {
            return audit(AuditSocket.reader());
        } catch (LinuxException e) {
            return ringBuffer();
        }
    }

    private static LiveLog audit(AuditSocket socket) {
        return new LiveLog() {
            @Override
            public List<String> next(int timeoutMillis) throws IOException {
                return socket.receive(timeoutMillis).stream().map(one -> "type=" + one.type() + " msg=" + one.text()).toList();
            }

            @Override
            public String name() {
                return "the audit log of the kernel";
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    /** Only what comes after now: what is in the buffer is passed over. */
    static LiveLog ringBuffer() throws IOException {
        Fd kmsg = Paths.openAbsolute("/dev/kmsg", OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK);
        RingBuffer buffer = new RingBuffer(kmsg);
        boolean done = false;
        try {
            while (!buffer.next(0).isEmpty()) {
                continue; // Old records.
            }
            done = true;
            return buffer;
        } finally {
            if (!done) {
                kmsg.close();
            }
        }
    }

    /** What the ring buffer holds now, oldest first. */
    static List<String> ringBufferContent() throws IOException {
        List<String> lines = new ArrayList<>();
        try (RingBuffer buffer = new RingBuffer(Paths.openAbsolute("/dev/kmsg", OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK))) {
            for (List<String> some = buffer.next(0); !some.isEmpty(); some = buffer.next(0)) {
                lines.addAll(some);
            }
        }
        return lines;
    }

    /** {@code /dev/kmsg}: a read gives one record (Documentation/ABI/testing/dev-kmsg). */
    final class RingBuffer implements LiveLog {
        private static final int LONGEST = 8192;
        private static final int AT_ONCE = 1000;
        private final Fd fd;

        private RingBuffer(Fd fd) {
            this.fd = fd;
        }

        @Override
        public List<String> next(int timeoutMillis) throws IOException {
            List<String> lines = new ArrayList<>();
            if (!Io.poll(timeoutMillis, fd)[0]) {
                return lines;
            }
            byte[] record = new byte[LONGEST];
            while (lines.size() < AT_ONCE) {
                try {
                    int count = Io.read(fd, record, 0, record.length);
                    lines.add(Text.decode(record, 0, Math.max(0, count)));
                } catch (LinuxException e) {
                    if (e.errno() == Errno.EAGAIN) {
                        return lines;
                    }
                    if (e.errno() != Errno.EPIPE) { // EPIPE: records were overwritten before they were read; the next ones follow.
                        throw e;
                    }
                }
            }
            return lines;
        }

        @Override
        public String name() {
            return "the ring buffer of the kernel";
        }

        @Override
        public void close() {
            fd.close();
        }
    }
}
