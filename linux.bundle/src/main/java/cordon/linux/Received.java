package cordon.linux;

import java.util.List;

/**
 * What one receive brought.
 *
 * @param data        empty at the end of the connection
 * @param descriptors those that came along, close-on-exec; the receiver's to close
 */
public record Received(byte[] data, List<Fd> descriptors) implements AutoCloseable {
    /** Copies the list. */
    public Received {
        descriptors = List.copyOf(descriptors);
    }

    /** Whether the other end has closed, with nothing left to receive. */
    public boolean end() {
        return data.length == 0;
    }

    /** Closes the descriptors. */
    @Override
    public void close() {
        descriptors.forEach(Fd::close);
    }
}
