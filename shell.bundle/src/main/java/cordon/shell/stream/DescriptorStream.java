package cordon.shell.stream;

import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes to a descriptor of the caller, which may be in non-blocking mode and is not closed. */
public final class DescriptorStream extends OutputStream {
    /** PIPE_BUF (pipe(7)): so much is written to a pipe whole, or not at all. */
    private static final int PIECE = 4096;
    private static final int PAUSE_MILLIS = 5;

    private final Fd fd;

    /** The descriptor stays the caller's. */
    public DescriptorStream(Fd fd) {
        this.fd = fd;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = offset; at < offset + length; at += PIECE) {
            piece(Arrays.copyOfRange(bytes, at, Math.min(at + PIECE, offset + length)));
        }
    }

    private void piece(byte[] piece) throws IOException {
        while (true) {
            try {
                Io.write(fd, piece);
                return;
            } catch (LinuxException e) {
                if (e.errno() != Errno.EAGAIN) {
                    throw e;
                }
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the caller wants no more");
            }
        }
    }
}
