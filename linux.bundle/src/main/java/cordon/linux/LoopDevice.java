package cordon.linux;

import com.sun.jna.Native;
import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;

/**
 * A block device that shows a file (loop(4); LOOP_CONFIGURE, Linux 5.8). The kernel frees it by itself once it is neither
 * open nor mounted: {@link #close()} after mounting leaves it to the mount.
 */
public final class LoopDevice implements AutoCloseable {
    private static final long LOOP_CTL_GET_FREE = 0x4c82;
    private static final long LOOP_CONFIGURE = 0x4c0a;
    private static final int LO_FLAGS_READ_ONLY = 1;
    private static final int LO_FLAGS_AUTOCLEAR = 4;
    // struct loop_config: fd, block_size, struct loop_info64 at 8; in it lo_flags at 52 and lo_file_name at 56 (linux/loop.h).
    private static final int CONFIG_SIZE = 304;
    private static final int FLAGS = 8 + 52;
    private static final int FILE_NAME = 8 + 56;
    private static final int FILE_NAME_SIZE = 64;
    private static final int ATTEMPTS = 64;

    private final String path;
    private final Fd fd;

    private LoopDevice(String path, Fd fd) {
        this.path = path;
        this.fd = fd;
    }

    /**
     * Shows a file on the next free device.
     *
     * @param file     open for reading, and for writing unless {@code readOnly}
     * @param label    shown by losetup(8), for people
     * @throws LinuxException ENOENT or ENXIO where there are no loop devices, as in most containers
     */
    public static LoopDevice attach(Fd file, String label, boolean readOnly) throws LinuxException {
        int access = readOnly ? OpenFlags.O_RDONLY : OpenFlags.O_RDWR;
        try (Fd control = Paths.openAbsolute("/dev/loop-control", OpenFlags.O_RDWR); Block config = new Block(CONFIG_SIZE)) {
            config.putInt(0, file.number()).putInt(FLAGS, LO_FLAGS_AUTOCLEAR | (readOnly ? LO_FLAGS_READ_ONLY : 0));
            byte[] name = Text.encode(label);
            config.put(FILE_NAME, name, 0, Math.min(name.length, FILE_NAME_SIZE - 1));
            for (int i = 0; i < ATTEMPTS; i++) {
                int index = Call.check(Libc.ioctl(control.number(), LOOP_CTL_GET_FREE, 0), () -> "find a free loop device");
                String path = "/dev/loop" + index;
                Fd device = Paths.openAbsolute(path, access);
                if (Libc.ioctl(device.number(), LOOP_CONFIGURE, config.address()) == 0) {
                    return new LoopDevice(path, device);
                }
                int errno = Native.getLastError();
                device.close();
                // Another process was faster to take the same one.
                if (errno != Errno.EBUSY) {
                    throw new LinuxException("attach " + label + " to " + path, errno);
                }
            }
        }
        throw new LinuxException("find a free loop device", Errno.EBUSY);
    }

    /** As {@code /dev/loop3}. */
    public String path() {
        return path;
    }

    /** The open device; it stays this object's. */
    public Fd fd() {
        return fd;
    }

    /** Lets go of the device; the kernel frees it when no mount uses it. */
    @Override
    public void close() {
        fd.close();
    }
}
