package cordon.linux.internal;

import cordon.api.launch.Descriptor;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.Received;
import java.util.ArrayList;
import java.util.List;

/**
 * One message with descriptors (sendmsg(2), recvmsg(2), SCM_RIGHTS of unix(7)). Layouts of 64-bit architectures: struct
 * msghdr 56 bytes, iovec 16, cmsghdr 16 and aligned to 8.
 */
public final class SocketMessage {
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_CTRUNC = 0x8;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    /** SCM_MAX_FD: the kernel passes no more in one message. */
    private static final int MAX_DESCRIPTORS = 253;

    private static final int MSGHDR_SIZE = 56;
    private static final int MSG_FLAGS = 48;
    private static final int MSG_CONTROLLEN = 40;
    private static final int IOVEC = MSGHDR_SIZE;
    private static final int CONTROL = MSGHDR_SIZE + 16;
    private static final int CMSGHDR_SIZE = 16;

    private SocketMessage() {
    }

    /** Sends once. @return how many bytes of the data were taken */
    public static int send(Fd socket, byte[] data, List<? extends Descriptor> descriptors) throws LinuxException {
        if (data.length == 0 || descriptors.size() > MAX_DESCRIPTORS) {
            throw new IllegalArgumentException("a message has data, and at most " + MAX_DESCRIPTORS + " descriptors");
        }
        int control = descriptors.isEmpty() ? 0 : align(CMSGHDR_SIZE + 4 * descriptors.size());
        try (Block message = new Block(CONTROL + Math.max(control, 8)); Block content = Block.of(data)) {
            header(message, content, data.length, control);
            if (control > 0) {
                message.putLong(CONTROL, CMSGHDR_SIZE + 4L * descriptors.size());
                message.putInt(CONTROL + 8, SOL_SOCKET).putInt(CONTROL + 12, SCM_RIGHTS);
                for (int i = 0; i < descriptors.size(); i++) {
                    message.putInt(CONTROL + CMSGHDR_SIZE + 4L * i, descriptors.get(i).number());
                }
            }
            int number = socket.number();
            return (int) Call.check(Call.uninterruptedLong(() -> Libc.sendmsg(number, message.address(), MSG_NOSIGNAL)),
                    () -> "send to a socket");
        }
    }

    /** Receives once. */
    public static Received receive(Fd socket, int maxBytes) throws LinuxException {
        int control = align(CMSGHDR_SIZE + 4 * MAX_DESCRIPTORS);
        try (Block message = new Block(CONTROL + control); Block content = new Block(Math.max(1, maxBytes))) {
            header(message, content, maxBytes, control);
            int number = socket.number();
            int length = (int) Call.check(
                    Call.uninterruptedLong(() -> Libc.recvmsg(number, message.address(), MSG_CMSG_CLOEXEC)),
                    () -> "receive from a socket");
            List<Fd> descriptors = descriptors(message, (int) message.getLong(MSG_CONTROLLEN));
            if ((message.getInt(MSG_FLAGS) & (MSG_CTRUNC | MSG_TRUNC)) != 0) {
                descriptors.forEach(Fd::close);
                throw new LinuxException("receive a whole message", Errno.EMSGSIZE);
            }
            return new Received(content.get(0, length), descriptors);
        }
    }

    private static void header(Block message, Block content, int length, int control) {
        message.putLong(16, message.address(IOVEC)).putLong(24, 1);
        message.putLong(IOVEC, content.address()).putLong(IOVEC + 8, length);
        if (control > 0) {
            message.putLong(32, message.address(CONTROL)).putLong(MSG_CONTROLLEN, control);
        }
    }

    private static List<Fd> descriptors(Block message, int controlLength) {
        List<Fd> found = new ArrayList<>();
        for (int at = 0; at + CMSGHDR_SIZE <= controlLength;) {
            int length = (int) message.getLong(CONTROL + at);
            if (message.getInt(CONTROL + at + 8) == SOL_SOCKET && message.getInt(CONTROL + at + 12) == SCM_RIGHTS) {
                for (int i = at + CMSGHDR_SIZE; i + 4 <= at + length; i += 4) {
                    found.add(Fd.of(message.getInt(CONTROL + i)));
                }
            }
            if (length < CMSGHDR_SIZE) {
                break;
            }
            at += align(length);
        }
        return found;
    }

    private static int align(int length) {
        return (length + 7) & ~7;
    }
}
