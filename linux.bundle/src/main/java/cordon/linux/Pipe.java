package cordon.linux;

import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;

/**
 * The two ends of a pipe, both close-on-exec (pipe2(2)). They are owned by whoever holds the record.
 *
 * @param readEnd  gives what was written
 * @param writeEnd takes what is to be read
 */
public record Pipe(Fd readEnd, Fd writeEnd) implements AutoCloseable {
    private static final int O_CLOEXEC = 0x80000;

    /** Makes a pipe. */
    public static Pipe open() throws LinuxException {
        int[] ends = new int[2];
        Call.check(Libc.pipe2(ends, O_CLOEXEC), () -> "make a pipe");
        return new Pipe(Fd.of(ends[0]), Fd.of(ends[1]));
    }

    /** Closes both ends. */
    @Override
    public void close() {
        readEnd.close();
        writeEnd.close();
    }
}
