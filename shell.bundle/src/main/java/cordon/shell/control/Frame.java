package cordon.shell.control;

import cordon.api.launch.Exit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/** The eight bytes that go to and fro after a request. Pure functions. */
final class Frame {
    static final int SIZE = 8;
    private static final int EXIT = 1;
    private static final int KILLED = 2;
    private static final int SIGNAL = 1;
    private static final int LAST_SIGNAL = 64;

    private Frame() {
    }

    /** The last frame of the daemon. */
    static byte[] of(Exit exit) {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
        return (exit.signal() == 0 ? out.putInt(EXIT).putInt(exit.status()) : out.putInt(KILLED).putInt(exit.signal())).array();
    }

    /** The signal that the client sends; empty when it is no such frame. */
    static OptionalInt signal(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int type = in.getInt();
        int value = in.getInt();
        return type == SIGNAL && value >= 1 && value <= LAST_SIGNAL ? OptionalInt.of(value) : OptionalInt.empty();
    }
}
