package cordon.shell.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.Exit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** docs/PROTOCOL.md, byte for byte. */
class RequestFormatTest {
    private static final int MAGIC = 0x31445243;

    static byte[] header(int magic, int body, int arguments, int variables, int flags, int umask, int descriptors) {
        return ByteBuffer.allocate(32).order(ByteOrder.nativeOrder()).putInt(magic).putInt(body).putInt(arguments).putInt(variables)
                .putInt(flags).putShort((short) 24).putShort((short) 80).putInt(umask).putInt(descriptors).array();
    }

    @Test
    void aHeaderIsRead() throws ProtocolException {
        RequestHeader header = RequestHeader.parse(header(MAGIC, 100, 3, 4, 0b1011, 022, 5));
        assertEquals(new RequestHeader(100, 3, 4, 0b1011, 24, 80, 022, 5), header);
        assertEquals(Set.of(0, 1), header.terminals());
    }

    @Test
    void aHeaderThatSaysWhatCannotBeIsRefused() {
        refused(header(0x31445244, 100, 1, 1, 0, 0, 4));
        refused(header(MAGIC, 4194305, 1, 1, 0, 0, 4));
        refused(header(MAGIC, -1, 1, 1, 0, 0, 4));
        refused(header(MAGIC, 100, -1, 1, 0, 0, 4));
        refused(header(MAGIC, 100, Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0, 4));
        refused(header(MAGIC, 100, 60, 60, 0, 0, 4));
        refused(header(MAGIC, 100, 1, 1, 32, 0, 4));
        refused(header(MAGIC, 100, 1, 1, 0, 01000, 4));
        refused(header(MAGIC, 100, 1, 1, 8, 0, 4));
        refused(header(MAGIC, 100, 1, 1, 0, 0, 5));
        refused(header(MAGIC, 100, 1, 1, 0, 0, 3));
    }

    /** Before they are made: there is no memory for the objects that a body of empty strings becomes. */
    @Test
    void stringsCountForMoreThanTheirBytes() throws ProtocolException {
        Limits limits = new Limits();
        limits.takeConnection(1000);
        assertFalse(limits.takeBytes(1000, RequestHeader.parse(header(MAGIC, 1 << 20, 0, 1 << 20, 0, 0, 4)).memory()));
        assertTrue(limits.takeBytes(1000, RequestHeader.parse(header(MAGIC, 4 << 20, 10_000, 10_000, 0, 0, 4)).memory()));
    }

    @Test
    void aHeaderThatIsCutIsRefused() {
        byte[] whole = header(MAGIC, 100, 1, 1, 0, 0, 4);
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void theStringsOfABodyAreTakenAsTheyAre() throws ProtocolException {
        RequestBody body = body(2, 3, "run\0$(id); a|b\0A=1\0A=2\0B=x=y\0");
        assertEquals(List.of("run", "$(id); a|b"), body.arguments());
        assertEquals(Map.of("A", "1", "B", "x=y"), body.environment());
    }

    @Test
    void bytesThatAreNoTextAreKept() throws ProtocolException {
        RequestHeader header = RequestHeader.parse(header(MAGIC, 2, 1, 0, 0, 0, 4));
        assertEquals(List.of("\udcff"), RequestBody.parse(header, new byte[] {(byte) 0xff, 0}).arguments());
    }

    @Test
    void aBodyWithOtherCountsOrWithoutAnEndIsRefused() {
        assertThrows(ProtocolException.class, () -> body(2, 0, "run\0"));
        assertThrows(ProtocolException.class, () -> body(1, 0, "run\0foo\0"));
        assertThrows(ProtocolException.class, () -> body(1, 0, "run\0foo"));
        assertThrows(ProtocolException.class, () -> body(1, 0, "run"));
    }

    @Test
    void theEndOfACommandIsAFrame() {
        assertArrayEquals(frame(1, 3), Frames.encode(new Exit(3, 0)));
        assertArrayEquals(frame(2, 15), Frames.encode(new Exit(0, 15)));
    }

    @Test
    void onlySignalsComeFromTheClient() {
        assertEquals(OptionalInt.of(2), Frames.decode(frame(1, 2)));
        assertEquals(OptionalInt.empty(), Frames.decode(frame(1, 0)));
        assertEquals(OptionalInt.empty(), Frames.decode(frame(1, 65)));
        assertEquals(OptionalInt.empty(), Frames.decode(frame(2, 2)));
    }

    static byte[] frame(int type, int value) {
        return ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(type).putInt(value).array();
    }

    private static RequestBody body(int arguments, int variables, String text) throws ProtocolException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return RequestBody.parse(new RequestHeader(bytes.length, arguments, variables, 0, 0, 0, 0, 4), bytes);
    }

    private static void refused(byte[] header) {
        assertThrows(ProtocolException.class, () -> RequestHeader.parse(header));
    }
}
