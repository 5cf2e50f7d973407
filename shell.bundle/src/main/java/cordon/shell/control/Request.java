package cordon.shell.control;

import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.PeerCredentials;
import cordon.linux.Received;
import cordon.linux.UnixSocket;
import cordon.shell.verb.Caller;
import cordon.shell.verb.SignalRelay;
import cordon.shell.verb.TerminalLoan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * A request, with its descriptors, which it owns.
 *
 * @param header      its head
 * @param body        its strings
 * @param descriptors standard input, output, error, the directory, and perhaps the channel
 */
record Request(RequestHeader header, RequestBody body, List<Fd> descriptors) implements AutoCloseable {
    /** A client sends its request at once. One that does not is not waited for. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /**
     * Reads a request.
     *
     * @param memory asked whether there is room for so many bytes
     * @throws ProtocolException when it is none, or does not come in time, or there is no room
     */
    static Request read(UnixSocket socket, LongPredicate memory) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        await(socket, deadline);
        Received first = socket.receive(RequestHeader.SIZE);
        boolean complete = false;
        try {
            RequestHeader header = RequestHeader.parse(first.data());
            if (first.descriptors().size() != header.descriptors()) {
                throw new ProtocolException("descriptors are missing");
            }
            if (!memory.test(header.memory())) {
                throw new ProtocolException("the user's requests hold too much memory");
            }
            Request request = new Request(header, RequestBody.parse(header, body(socket, header.body(), deadline)), first.descriptors());
            complete = true;
            return request;
        } finally {
            if (!complete) {
                first.close();
            }
        }
    }

    private static byte[] body(UnixSocket socket, int size, long deadline) throws IOException {
        byte[] body = new byte[size];
        for (int at = 0; at < size;) {
            await(socket, deadline);
            int count = Io.read(socket.fd(), body, at, size - at);
            if (count < 0) {
                throw new ProtocolException("it ends after " + at + " bytes of " + size);
            }
            at += count;
        }
        return body;
    }

    private static void await(UnixSocket socket, long deadline) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || !Io.poll((int) left, socket.fd())[0]) {
            throw new ProtocolException("it does not come");
        }
    }

    Fd in() {
        return descriptors.get(0);
    }

    Fd out() {
        return descriptors.get(1);
    }

    Fd err() {
        return descriptors.get(2);
    }

    /**
     * Who asks. The identity is the kernel's; nothing in a request says who asks.
     *
     * @param openFiles {@code /proc/self/fd}
     */
    Caller caller(PeerCredentials peer, Fd openFiles, SignalRelay signals) throws LinuxException {
        String directory = CallersDirectory.path(descriptors.get(3), openFiles, body.environment().get("PWD"));
        return new Caller(peer.uid(), peer.gid(), body.environment(), directory, header.umask(), in().number(),
                out().number(), err().number(), header.terminals(), header.rows(), header.columns(),
                header.hasChannel() ? Optional.of(descriptors.get(4)) : Optional.empty(), signals, TerminalLoan.FREE);
    }

    @Override
    public void close() {
        descriptors.forEach(Fd::close);
    }
}
