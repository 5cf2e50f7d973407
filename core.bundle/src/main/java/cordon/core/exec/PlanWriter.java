package cordon.core.exec;

import cordon.linux.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the records of a plan one after the other: words first, then strings, as {@code native/exec/plan.h} lays them
 * out. Confined to one thread.
 */
final class PlanWriter {

    private static final int MAGIC = 0x314e4c50;
    private static final int HEADER = 8;
    private static final int WORD = 8;

    private ByteBuffer buffer = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());
    private int recordStart;

    PlanWriter() {
        buffer.putInt(MAGIC).putInt(0);
    }

    /** Begins a record; the words that every record of the operation has come with it. */
    PlanWriter begin(Operation operation, long... words) {
        recordStart = buffer.position();
        room(HEADER + words.length * WORD);
        buffer.putInt(operation.code()).putInt(0);
        for (long word : words) {
            buffer.putLong(word);
        }
        return this;
    }

    /** Adds one more word. */
    PlanWriter word(long word) {
        room(WORD);
        buffer.putLong(word);
        return this;
    }

    /**
     * Adds a string with the bytes that {@link Text} says, and NUL.
     *
     * @throws IllegalArgumentException when it contains NUL
     */
    PlanWriter string(String text) {
        byte[] bytes = Text.cString(text);
        room(bytes.length);
        buffer.put(bytes);
        return this;
    }

    /** Adds several strings. */
    PlanWriter strings(List<String> texts) {
        texts.forEach(this::string);
        return this;
    }

    /** Ends the record: pads it to eight bytes and fills in its size. */
    void end() {
        room(WORD);
        while (buffer.position() % WORD != 0) {
            buffer.put((byte) 0);
        }
        buffer.putInt(recordStart + 4, buffer.position() - recordStart);
    }

    /** The whole plan. */
    byte[] finish() {
        buffer.putInt(4, buffer.position());
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes));
            larger.order(ByteOrder.nativeOrder()).put(buffer.flip());
            buffer = larger;
        }
    }
}
