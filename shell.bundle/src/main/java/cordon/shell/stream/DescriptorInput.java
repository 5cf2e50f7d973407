package cordon.shell.stream;

import cordon.linux.Fd;
import cordon.linux.Io;
import java.io.IOException;
import java.io.InputStream;

/** Reads from a descriptor of the caller, which is not closed. */
public final class DescriptorInput extends InputStream {
    private final Fd fd;

    /** The descriptor stays the caller's. */
    public DescriptorInput(Fd fd) {
        this.fd = fd;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return Io.read(fd, into, offset, length);
    }
}
