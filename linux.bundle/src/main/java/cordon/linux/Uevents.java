package cordon.linux;

import cordon.api.launch.Descriptor;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The kernel's messages about devices that come, go and change (netlink(7), NETLINK_KOBJECT_UEVENT). They are taken as a hint
 * that sysfs is to be read again and as nothing more: so neither a lost nor a forged one does harm. For one thread.
 */
public final class Uevents implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_KOBJECT_UEVENT = 15;
    /** What the kernel sends; 2 is what udev passes on. */
    private static final int KERNEL_GROUP = 1;
    private static final int ADDRESS_SIZE = 12;
    private static final int LONGEST = 64 * 1024;
    /** Its messages carry the numbers of a device node. */
    private static final String HAS_NODE = "\0MAJOR=";

    private final Fd socket;

    private Uevents(Fd socket) {
        this.socket = socket;
    }

    /** Listens from here on. */
    public static Uevents open() throws LinuxException {
        Fd socket = Fd.of(Call.check(Libc.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_KOBJECT_UEVENT), () -> "make a socket for uevents"));
        boolean bound = false;
        try {
            byte[] address = ByteBuffer.allocate(ADDRESS_SIZE).order(ByteOrder.nativeOrder()).putShort((short) AF_NETLINK).putShort((short) 0)
                    .putInt(0).putInt(KERNEL_GROUP).array();
            Call.check(Libc.bind(socket.number(), address, ADDRESS_SIZE), () -> "listen to uevents");
            bound = true;
            return new Uevents(socket);
        } finally {
            if (!bound) {
                socket.close();
            }
        }
    }

    /** Readable when there are messages. It stays this object's. */
    public Descriptor descriptor() {
        return socket;
    }

    /**
     * Takes all messages that have come.
     *
     * @return whether one was about a device node, or some were lost
     */
    public boolean drain() throws LinuxException {
        boolean nodes = false;
        byte[] message = new byte[LONGEST];
        while (Io.poll(0, socket)[0]) {
            try {
                int length = Io.read(socket, message, 0, message.length);
                nodes |= new String(message, 0, Math.max(0, length), StandardCharsets.ISO_8859_1).contains(HAS_NODE);
            } catch (LinuxException e) {
                if (e.errno() != Errno.ENOBUFS) {
                    throw e;
                }
                nodes = true;
            }
        }
        return nodes;
    }

    @Override
    public void close() {
        socket.close();
    }
}
