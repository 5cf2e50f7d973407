package cordon.shell.control;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * The first 32 bytes of a request.
 *
 * @param body        size of the body, in bytes
 * @param arguments   how many
 * @param variables   how many
 * @param flags       bits of docs/PROTOCOL.md
 * @param rows        of the caller's terminal, 0 for none
 * @param columns     of the caller's terminal, 0 for none
 * @param umask       of the caller
 * @param descriptors how many come along
 */
record RequestHeader(int body, int arguments, int variables, int flags, int rows, int columns, int umask, int descriptors) {
    static final int SIZE = 32;
    static final int BODY_LIMIT = 4194304;
    private static final int MAGIC = 0x31445243;
    private static final int CHANNEL = 8;
    private static final int KNOWN_FLAGS = 31;
    /** A string is an object, an array of characters, and its place in a list or map, however few bytes it has. */
    private static final long BYTES_OF_STRING = 128;

    /** @throws ProtocolException when the bytes are no header, or say what cannot be */
    static RequestHeader parse(byte[] bytes) throws ProtocolException {
        if (bytes.length != SIZE) {
            throw new ProtocolException("a header has " + SIZE + " bytes, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        if (in.getInt() != MAGIC) {
            throw new ProtocolException("the magic is another");
        }
        RequestHeader header = new RequestHeader(in.getInt(), in.getInt(), in.getInt(), in.getInt(), Short.toUnsignedInt(in.getShort()),
                Short.toUnsignedInt(in.getShort()), in.getInt(), in.getInt());
        header.check();
        return header;
    }

    private void check() throws ProtocolException {
        if (body < 0 || body > BODY_LIMIT) {
            throw new ProtocolException("a body of " + Integer.toUnsignedString(body) + " bytes is too large");
        }
        // Each string ends in NUL, so there are at most as many as bytes.
        if (arguments < 0 || variables < 0 || (long) arguments + variables > body) {
            throw new ProtocolException("there are more strings than bytes");
        }
        if ((flags & ~KNOWN_FLAGS) != 0 || (umask & ~0777) != 0) {
            throw new ProtocolException("flags or umask have unknown bits");
        }
        if (descriptors != (hasChannel() ? 5 : 4)) {
            throw new ProtocolException(descriptors + " descriptors do not go with these flags");
        }
    }

    /** What the request takes of the daemon's memory, in bytes: a body of nothing but empty strings is a hundred times as large there. */
    long memory() {
        return body + BYTES_OF_STRING * ((long) arguments + variables);
    }

    /** Whether the caller wants a terminal made for the command. */
    boolean hasChannel() {
        return (flags & CHANNEL) != 0;
    }

    /** Which of the standard descriptors are terminals. */
    Set<Integer> terminals() {
        Set<Integer> terminals = new HashSet<>();
        for (int standard = 0; standard < 3; standard++) {
            if ((flags & 1 << standard) != 0) {
                terminals.add(standard);
            }
        }
        return terminals;
    }
}
