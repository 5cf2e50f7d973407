package cordon.linux.internal;

import com.sun.jna.Native;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.Text;
import java.util.ArrayList;
import java.util.List;

/** A file system on its way to be mounted (fsopen(2), fsconfig(2), fsmount(2)). */
public final class FilesystemContext implements AutoCloseable {
    private static final int FSOPEN_CLOEXEC = 1;
    private static final int FSMOUNT_CLOEXEC = 1;
    private static final int SET_FLAG = 0;
    private static final int SET_STRING = 1;
    private static final int CMD_CREATE = 6;
    private static final int MESSAGE_SIZE = 1024;

    private final String type;
    private final Fd fd;

    private FilesystemContext(String type, Fd fd) {
        this.type = type;
        this.fd = fd;
    }

    /** Begins. ENODEV when the kernel does not know the type. */
    public static FilesystemContext open(String type) throws LinuxException {
        try (Block name = Block.of(Text.cString(type))) {
            long fd = Libc.syscall(Syscall.FSOPEN, name.address(), FSOPEN_CLOEXEC, 0, 0, 0);
            return new FilesystemContext(type, Fd.of((int) Call.check(fd, () -> "use file system " + type)));
        }
    }

    /** Sets an option to a value. */
    public void set(String key, String value) throws LinuxException {
        try (Block k = Block.of(Text.cString(key)); Block v = Block.of(Text.cString(value))) {
            configure(SET_STRING, k.address(), v.address(), "set " + key + "=" + value + " of " + type);
        }
    }

    /** Sets an option that has no value. */
    public void setFlag(String key) throws LinuxException {
        try (Block k = Block.of(Text.cString(key))) {
            configure(SET_FLAG, k.address(), 0, "set " + key + " of " + type);
        }
    }

    /** Opens the file system and makes a detached mount of it. @return its root */
    public Fd mount(long attributes) throws LinuxException {
        configure(CMD_CREATE, 0, 0, "mount " + type);
        long mount = Libc.syscall(Syscall.FSMOUNT, fd.number(), FSMOUNT_CLOEXEC, attributes, 0, 0);
        return Fd.of((int) Call.check(mount, () -> "mount " + type));
    }

    private void configure(int command, long key, long value, String doing) throws LinuxException {
        if (Libc.syscall(Syscall.FSCONFIG, fd.number(), command, key, value, 0) < 0) {
            int errno = Native.getLastError();
            List<String> messages = messages();
            throw messages.isEmpty() ? new LinuxException(doing, errno)
                    : new LinuxException(doing, errno, "the kernel says: " + String.join("; ", messages));
        }
    }

    /** What the kernel has to say: one message a read, "e " for errors first; it ends with ENODATA. */
    private List<String> messages() {
        List<String> found = new ArrayList<>();
        try (Block block = new Block(MESSAGE_SIZE)) {
            long length = Libc.read(fd.number(), block.address(), MESSAGE_SIZE);
            while (length > 0) {
                found.add(Text.decode(block.get(0, (int) length)).strip().replaceFirst("^[ewi] ", ""));
                length = Libc.read(fd.number(), block.address(), MESSAGE_SIZE);
            }
        }
        return found;
    }

    @Override
    public void close() {
        fd.close();
    }
}
