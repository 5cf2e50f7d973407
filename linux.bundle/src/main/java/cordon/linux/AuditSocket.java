package cordon.linux;

import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A socket of the kernel's audit subsystem (netlink(7), linux/audit.h): either a reader of the multicast group that has every
 * record since it was opened, beside auditd, or a way to ask for and change the settings. One thread at a time.
 */
public final class AuditSocket implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int NETLINK_AUDIT = 9;
    /** AUDIT_NLGRP_READLOG is group 1, the lowest bit. */
    private static final int READLOG = 1;
    private static final int HEADER = 16;
    /** MAX_AUDIT_MESSAGE_LENGTH, with its header. */
    private static final int LARGEST = 8970 + HEADER;

    private static final int NLMSG_ERROR = 2;
    private static final short NLM_F_REQUEST = 1;
    private static final short NLM_F_ACK = 4;
    private static final int AUDIT_GET = 1000;
    private static final int AUDIT_SET = 1001;
    private static final int STATUS_SIZE = 40;
    private static final int MASK_ENABLED = 1;
    private static final int MASK_RATE_LIMIT = 8;
    private static final int REPLY_MILLIS = 10_000;

    private final Fd fd;

    /**
     * A record of the log.
     *
     * @param type as linux/audit.h numbers it
     * @param text {@code audit(SECONDS.MILLIS:SERIAL): } and the fields
     */
    public record Message(int type, String text) {
    }

    /**
     * The settings.
     *
     * @param enabled   0 off, 1 on, 2 on and locked until the next boot
     * @param rateLimit most records a second, 0 for no limit
     */
    public record Settings(int enabled, int rateLimit) {
    }

    private AuditSocket(Fd fd) {
        this.fd = fd;
    }

    /**
     * Joins the multicast group.
     *
     * @throws LinuxException EPERM without CAP_AUDIT_READ or outside of the first user namespace, EPROTONOSUPPORT where the kernel has no audit
     */
    public static AuditSocket reader() throws LinuxException {
        return open(READLOG);
    }

    /** For settings; asking and changing takes CAP_AUDIT_CONTROL. */
    public static AuditSocket control() throws LinuxException {
        return open(0);
    }

    private static AuditSocket open(int groups) throws LinuxException {
        Fd fd = Fd.of(Call.check(Libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_AUDIT), () -> "open a socket of the audit subsystem"));
        boolean done = false;
        try {
            byte[] address = buffer(12).putShort((short) AF_NETLINK).putShort((short) 0).putInt(0).putInt(groups).array();
            Call.check(Libc.bind(fd.number(), address, address.length), () -> "read the audit log of the kernel");
            done = true;
            return new AuditSocket(fd);
        } finally {
            if (!done) {
                fd.close();
            }
        }
    }

    /**
     * The records that are there, oldest first; empty when none is. Those that the kernel could not keep for a slow reader are lost.
     *
     * @param timeoutMillis how long to wait for the first, 0 not to wait
     */
    public List<Message> receive(int timeoutMillis) throws LinuxException {
        List<Message> messages = new ArrayList<>();
        if (Io.poll(timeoutMillis, fd)[0]) {
            for (byte[] packet = packet(); packet.length > 0; packet = packet()) {
                ByteBuffer header = ByteBuffer.wrap(packet).order(ByteOrder.nativeOrder());
                if (packet.length >= HEADER) {
                    // The length in the header of a record does not count the header itself (a quirk that cannot change any more).
                    messages.add(new Message(header.getShort(4) & 0xffff, text(packet)));
                }
            }
        }
        return messages;
    }

    private static String text(byte[] packet) {
        int end = packet.length;
        while (end > HEADER && (packet[end - 1] == 0 || packet[end - 1] == '\n')) {
            end--;
        }
        return Text.decode(packet, HEADER, end - HEADER);
    }

    /** Empty when nothing is there now. */
    private byte[] packet() throws LinuxException {
        byte[] buffer = new byte[LARGEST];
        try {
            int count = Io.read(fd, buffer, 0, buffer.length);
            return count <= 0 ? new byte[0] : Arrays.copyOf(buffer, count);
        } catch (LinuxException e) {
            if (e.errno() == Errno.EAGAIN || e.errno() == Errno.ENOBUFS) {
                return new byte[0];
            }
            throw e;
        }
    }

    /** The settings as they are. */
    public Settings settings() throws LinuxException {
        send(AUDIT_GET, NLM_F_REQUEST, new byte[0]);
        ByteBuffer reply = reply(AUDIT_GET);
        return new Settings(reply.getInt(HEADER + 4), reply.getInt(HEADER + 16));
    }

    /** Changes the settings. @throws LinuxException EPERM when they are locked */
    public void set(Settings settings) throws LinuxException {
        // struct audit_status: mask, enabled, failure, pid, rate_limit, ...
        byte[] status = buffer(STATUS_SIZE).putInt(MASK_ENABLED | MASK_RATE_LIMIT).putInt(settings.enabled()).putInt(0).putInt(0)
                .putInt(settings.rateLimit()).array();
        send(AUDIT_SET, (short) (NLM_F_REQUEST | NLM_F_ACK), status);
        reply(NLMSG_ERROR);
    }

    private void send(int type, short flags, byte[] content) throws LinuxException {
        byte[] message = buffer(HEADER + content.length).putInt(HEADER + content.length).putShort((short) type).putShort(flags).putInt(1).putInt(0)
                .put(content).array();
        try (Block block = Block.of(message)) {
            Call.check(Call.uninterruptedLong(() -> Libc.write(fd.number(), block.address(), message.length)), () -> "ask the audit subsystem");
        }
    }

    private ByteBuffer reply(int wanted) throws LinuxException {
        long end = System.nanoTime() + REPLY_MILLIS * 1_000_000L;
        while (System.nanoTime() < end && Io.poll(REPLY_MILLIS, fd)[0]) {
            byte[] packet = packet();
            ByteBuffer reply = ByteBuffer.wrap(packet).order(ByteOrder.nativeOrder());
            int type = packet.length < HEADER + 4 ? 0 : reply.getShort(4);
            if (type == NLMSG_ERROR && reply.getInt(HEADER) != 0) {
                throw new LinuxException("change the settings of the audit subsystem", -reply.getInt(HEADER));
            }
            if (type == wanted && (type == NLMSG_ERROR || packet.length >= HEADER + 20)) {
                return reply;
            }
        }
        throw new LinuxException("ask the audit subsystem", Errno.ETIMEDOUT);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        fd.close();
    }
}
