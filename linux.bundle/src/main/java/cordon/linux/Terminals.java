package cordon.linux;

import com.sun.jna.Native;
import cordon.api.launch.Descriptor;
import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;

/** Terminals (ioctl_tty(2)). Stateless. */
public final class Terminals {
    private static final long TIOCGWINSZ = 0x5413;
    private static final long TIOCSWINSZ = 0x5414;
    private static final long TIOCGPGRP = 0x540f;

    /**
     * The size of a terminal in characters.
     *
     * @param rows    0 when it is not known
     * @param columns 0 when it is not known
     */
    public record Size(int rows, int columns) {
    }

    private Terminals() {
    }

    /** Whether a descriptor is a terminal. */
    public static boolean isTerminal(Descriptor fd) throws LinuxException {
        try (Block block = new Block(8)) {
            if (Libc.ioctl(fd.number(), TIOCGWINSZ, block.address()) == 0) {
                return true;
            }
            int errno = Native.getLastError();
            if (errno == Errno.ENOTTY || errno == Errno.EINVAL || errno == Errno.EBADF) {
                return false;
            }
            throw new LinuxException("ask whether " + fd + " is a terminal", errno);
        }
    }

    /** The size of a terminal. ENOTTY when it is none. */
    public static Size size(Descriptor terminal) throws LinuxException {
        try (Block block = new Block(8)) {
            Call.check(Libc.ioctl(terminal.number(), TIOCGWINSZ, block.address()), () -> "ask for the size of " + terminal);
            return new Size(block.getShort(0) & 0xffff, block.getShort(2) & 0xffff);
        }
    }

    /** Sets the size; processes in the foreground are told by SIGWINCH when it differs. */
    public static void setSize(Descriptor terminal, Size size) throws LinuxException {
        try (Block block = new Block(8)) {
            block.putShort(0, (short) size.rows()).putShort(2, (short) size.columns());
            Call.check(Libc.ioctl(terminal.number(), TIOCSWINSZ, block.address()), () -> "set the size of " + terminal);
        }
    }

    /** The process group in the foreground of a terminal, as seen from the master of a pty too. */
    public static int foregroundGroup(Descriptor terminal) throws LinuxException {
        try (Block block = new Block(4)) {
            Call.check(Libc.ioctl(terminal.number(), TIOCGPGRP, block.address()),
                    () -> "ask for the foreground of " + terminal);
            return block.getInt(0);
        }
    }
}
