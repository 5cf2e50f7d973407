package cordon.shell.control;

import cordon.api.launch.Exit;
import cordon.linux.Io;
import cordon.linux.UnixSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;

/** The eight bytes that go to and fro on a connection after its request. One thread may send while another receives. */
final class Frames {
    static final int SIZE = 8;
    private static final int EXIT = 1;
    private static final int KILLED = 2;
    private static final int SIGNAL = 1;
    private static final int LAST_SIGNAL = 64;

    private final UnixSocket socket;

    Frames(UnixSocket socket) {
        this.socket = socket;
    }

    /** The last frame of the daemon. */
    void send(Exit exit) throws IOException {
        socket.send(encode(exit), List.of());
    }

    /**
     * Waits for a signal of the client; empty when a frame is none.
     *
     * @throws java.io.EOFException when the connection ends
     */
    OptionalInt receive() throws IOException {
        return decode(Io.readFully(socket.fd(), SIZE));
    }

    static byte[] encode(Exit exit) {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
        return (exit.signal() == 0 ? out.putInt(EXIT).putInt(exit.status()) : out.putInt(KILLED).putInt(exit.signal())).array();
    }

    static OptionalInt decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int type = in.getInt();
        int value = in.getInt();
        return type == SIGNAL && value >= 1 && value <= LAST_SIGNAL ? OptionalInt.of(value) : OptionalInt.empty();
    }
}
