package cordon.linux;

import com.sun.jna.Native;
import cordon.api.launch.Descriptor;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import cordon.linux.internal.SocketMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A Unix socket (unix(7)) that listens or is connected. Descriptors are close-on-exec. Calls block; {@link #shutdown()} by
 * another thread ends them. One thread may send while another receives.
 */
public final class UnixSocket implements AutoCloseable {
    /** Bytes in order, without borders, or messages in order. */
    public enum Type {
        /** SOCK_STREAM. */
        STREAM(1),
        /** SOCK_SEQPACKET. */
        SEQPACKET(5);

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    private static final short AF_UNIX = 1;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int SO_PEERPIDFD = 77;
    private static final int SHUT_RDWR = 2;
    private static final int BACKLOG = 128;
    private static final int SUN_PATH_SIZE = 108;

    private final Fd fd;
    private final Type type;
    private final BoundName name;
    private final AtomicBoolean closed = new AtomicBoolean();

    private UnixSocket(Fd fd, Type type, BoundName name) {
        this.fd = fd;
        this.type = type;
        this.name = name;
    }

    /** Takes over a descriptor that is a socket already. */
    public static UnixSocket of(Fd socket, Type type) {
        return new UnixSocket(socket, type, null);
    }

    /**
     * Listens at a path. A socket that nobody listens on any more is replaced; the path of one that is in use, or of a file
     * of another kind, is refused. Nobody can connect before the mode is set. {@link #close()} removes the path.
     *
     * @param mode permissions; to connect takes write permission
     * @throws LinuxException EADDRINUSE when the path is taken
     */
    public static UnixSocket listen(Path path, int mode, Type type) throws LinuxException {
        BoundName name = BoundName.of(path);
        Fd fd = null;
        boolean done = false;
        try {
            fd = newSocket(type);
            int number = fd.number();
            byte[] address = address(name);
            name.bind(() -> Libc.bind(number, address, address.length), mode, () -> Libc.listen(number, BACKLOG),
                    () -> isDead(name, type));
            done = true;
            return new UnixSocket(fd, type, name);
        } finally {
            if (!done) {
                if (fd != null) {
                    fd.close();
                }
                name.close();
            }
        }
    }

    /** Connects to a path. */
    public static UnixSocket connect(Path path, Type type) throws LinuxException {
        Fd fd = newSocket(type);
        boolean done = false;
        try (BoundName name = BoundName.of(path)) {
            int result = connect(fd, name);
            Call.check(result, () -> "connect to " + path);
            done = true;
            return new UnixSocket(fd, type, null);
        } finally {
            if (!done) {
                fd.close();
            }
        }
    }

    /** Two sockets connected to each other. */
    public static List<UnixSocket> pair(Type type) throws LinuxException {
        int[] ends = new int[2];
        Call.check(Libc.socketpair(AF_UNIX, type.number | SOCK_CLOEXEC, 0, ends), () -> "make a pair of sockets");
        return List.of(of(Fd.of(ends[0]), type), of(Fd.of(ends[1]), type));
    }

    /**
     * Waits for a connection.
     *
     * @throws LinuxException EINVAL after {@link #shutdown()}
     */
    public UnixSocket accept() throws LinuxException {
        int number = fd.number();
        int connection = Call.uninterrupted(() -> Libc.accept4(number, 0, 0, SOCK_CLOEXEC));
        return of(Fd.of(Call.check(connection, () -> "accept a connection")), type);
    }

    /** Who is at the other end. */
    public PeerCredentials peer() throws LinuxException {
        int[] credentials = new int[3];
        Call.check(Libc.getsockopt(fd.number(), SOL_SOCKET, SO_PEERCRED, credentials, new int[] {12}),
                () -> "learn who is connected");
        return new PeerCredentials(credentials[0], credentials[1], credentials[2]);
    }

    /** A pidfd of the process at the other end (SO_PEERPIDFD, Linux 6.5); empty when this kernel has none to give. */
    public Optional<Fd> peerPidfd() throws LinuxException {
        int[] value = new int[1];
        if (Libc.getsockopt(fd.number(), SOL_SOCKET, SO_PEERPIDFD, value, new int[] {4}) == 0) {
            return Optional.of(Fd.of(value[0]));
        }
        int errno = Native.getLastError();
        if (errno == Errno.ENOPROTOOPT || errno == Errno.ESRCH || errno == Errno.EINVAL
                || errno == Errno.ENODATA) {
            return Optional.empty();
        }
        throw new LinuxException("open a descriptor for the process that is connected", errno);
    }

    /**
     * Waits for data.
     *
     * @param maxBytes the most to receive
     * @throws LinuxException EMSGSIZE when a message or its descriptors do not fit; none of them stays open
     */
    public Received receive(int maxBytes) throws LinuxException {
        return SocketMessage.receive(fd, maxBytes);
    }

    /**
     * Sends all the data, and the descriptors with its first byte.
     *
     * @param data        not empty
     * @param descriptors at most 253; they stay open here
     */
    public void send(byte[] data, List<? extends Descriptor> descriptors) throws LinuxException {
        int sent = SocketMessage.send(fd, data, descriptors);
        while (sent < data.length) {
            sent += SocketMessage.send(fd, Arrays.copyOfRange(data, sent, data.length), List.of());
        }
    }

    /** Ends the connection both ways, or the listening; wakes threads that wait in {@link #accept()} and {@link #receive}. */
    public void shutdown() throws LinuxException {
        if (Libc.shutdown(fd.number(), SHUT_RDWR) < 0 && Native.getLastError() != Errno.ENOTCONN) {
            throw Call.failure(() -> "shut a socket down");
        }
    }

    /** The descriptor; it stays this object's. */
    public Fd fd() {
        return fd;
    }

    /** Closes the descriptor and, of a listening socket, removes the path while it is still its own. */
    @Override
    public void close() {
        if (name != null && !closed.getAndSet(true)) {
            name.remove();
            name.close();
        }
        fd.close();
    }

    private static Fd newSocket(Type type) throws LinuxException {
        return Fd.of(Call.check(Libc.socket(AF_UNIX, type.number | SOCK_CLOEXEC, 0), () -> "make a socket"));
    }

    private static int connect(Fd fd, BoundName name) {
        byte[] address = address(name);
        return Call.uninterrupted(() -> Libc.connect(fd.number(), address, address.length));
    }

    /** Asks without waiting: a listener whose queue is full is alive. */
    private static boolean isDead(BoundName name, Type type) throws LinuxException {
        try (Fd probe = newSocket(type)) {
            Io.setNonBlocking(probe, true);
            return connect(probe, name) < 0 && Native.getLastError() == Errno.ECONNREFUSED;
        }
    }

    /** struct sockaddr_un: the family, 2 bytes in host order, and the path with its NUL. */
    private static byte[] address(BoundName name) {
        byte[] path = name.address();
        if (path.length > SUN_PATH_SIZE) {
            throw new IllegalArgumentException("the name of a socket is longer than an address takes");
        }
        ByteBuffer address = ByteBuffer.allocate(2 + path.length).order(ByteOrder.nativeOrder());
        return address.putShort(AF_UNIX).put(path).array();
    }
}
