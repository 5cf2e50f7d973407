package cordon.linux;

import cordon.api.launch.Descriptor;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Which process began which, from here on: the kernel's process events (linux/cn_proc.h, linux/connector.h, netlink(7)). They are told in the first pid
 * namespace alone, and to who has CAP_NET_ADMIN; elsewhere nothing comes. For one thread at a time.
 */
public final class ForkEvents implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int NETLINK_CONNECTOR = 11;
    /** CN_IDX_PROC and CN_VAL_PROC, and the multicast group. */
    private static final int PROCESSES = 1;
    private static final int LISTEN = 1;
    private static final int IGNORE = 2;
    private static final short NLMSG_DONE = 3;
    private static final int REQUEST_SIZE = 40;
    private static final int ADDRESS_SIZE = 12;
    private static final int LARGEST = 1024;
    // Behind struct nlmsghdr and struct cn_msg: what happened, and, of a fork, parent and child by thread and process.
    private static final int WHAT = 36;
    private static final int PARENT = 56;
    private static final int CHILD = 64;
    private static final int FORK = 1;

    private final Fd socket;

    private ForkEvents(Fd socket) {
        this.socket = socket;
    }

    /** A process that began another. */
    public record Fork(int parent, int child) {
    }

    /** Listens from here on. @throws LinuxException EPERM, or EPROTONOSUPPORT where the kernel has no such events */
    public static ForkEvents open() throws LinuxException {
        Fd socket = Fd.of(Call.check(Libc.socket(AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_CONNECTOR), () -> "make a socket for process events"));
        boolean complete = false;
        try {
            byte[] address = buffer(ADDRESS_SIZE).putShort((short) AF_NETLINK).putShort((short) 0).putInt(0).putInt(PROCESSES).array();
            Call.check(Libc.bind(socket.number(), address, ADDRESS_SIZE), () -> "listen to process events");
            request(socket, LISTEN);
            complete = true;
            return new ForkEvents(socket);
        } finally {
            if (!complete) {
                socket.close();
            }
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    private static void request(Fd socket, int what) throws LinuxException {
        ByteBuffer message = buffer(REQUEST_SIZE).putInt(REQUEST_SIZE).putShort(NLMSG_DONE).putShort((short) 0).putInt(0).putInt(0);
        message.putInt(PROCESSES).putInt(PROCESSES).putInt(0).putInt(0).putShort((short) Integer.BYTES).putShort((short) 0).putInt(what);
        Io.write(socket, message.array());
    }

    /** Readable when there are events. It stays this object's. */
    public Descriptor descriptor() {
        return socket;
    }

    /** The processes that began since this was asked, in their order. Some are missing when it was asked too seldom. */
    public List<Fork> drain() throws LinuxException {
        List<Fork> forks = new ArrayList<>();
        byte[] message = new byte[LARGEST];
        while (Io.poll(0, socket)[0]) {
            try {
                int length = Io.read(socket, message, 0, message.length);
                ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
                boolean fork = length >= CHILD + Integer.BYTES && in.getInt(WHAT) == FORK;
                if (fork && in.getInt(PARENT) != in.getInt(CHILD)) { // Else it is a thread.
                    forks.add(new Fork(in.getInt(PARENT), in.getInt(CHILD)));
                }
            } catch (LinuxException e) {
                if (e.errno() != Errno.ENOBUFS) {
                    throw e;
                }
            }
        }
        return forks;
    }

    /** The kernel makes no events that nobody wants. */
    @Override
    public void close() {
        try (socket) {
            request(socket, IGNORE);
        } catch (LinuxException e) {
            System.getLogger(ForkEvents.class.getName()).log(System.Logger.Level.DEBUG, "process events go on", e);
        }
    }
}
