package cordon.linux.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * A zeroed block of native memory, freed by {@link #close()}. Offsets are in bytes, numbers in this machine's byte order;
 * an access outside of the block is an IndexOutOfBoundsException. For one thread at a time.
 */
public final class Block implements AutoCloseable {
    private final Memory memory;

    /** Allocates. @param size in bytes, at least 1 */
    public Block(long size) {
        memory = new Memory(size);
        memory.clear();
    }

    /** A block that holds these bytes, and at least one. */
    public static Block of(byte[] content) {
        Block block = new Block(Math.max(1, content.length));
        block.put(0, content, 0, content.length);
        return block;
    }

    /** The address of the first byte. */
    public long address() {
        return Pointer.nativeValue(memory);
    }

    /** The address of the byte at an offset. */
    public long address(long offset) {
        return Pointer.nativeValue(memory) + offset;
    }

    public Block putInt(long offset, int value) {
        memory.setInt(offset, value);
        return this;
    }

    public Block putLong(long offset, long value) {
        memory.setLong(offset, value);
        return this;
    }

    public Block putShort(long offset, short value) {
        memory.setShort(offset, value);
        return this;
    }

    public Block put(long offset, byte[] bytes, int from, int length) {
        memory.write(offset, bytes, from, length);
        return this;
    }

    public int getInt(long offset) {
        return memory.getInt(offset);
    }

    public long getLong(long offset) {
        return memory.getLong(offset);
    }

    public short getShort(long offset) {
        return memory.getShort(offset);
    }

    public byte[] get(long offset, int length) {
        return memory.getByteArray(offset, length);
    }

    public void get(long offset, byte[] into, int from, int length) {
        memory.read(offset, into, from, length);
    }

    /** The bytes of the C string at an address, which the caller knows to be valid. 0 gives an empty one. */
    public static byte[] cString(long address) {
        if (address == 0) {
            return new byte[0];
        }
        Pointer pointer = new Pointer(address);
        return pointer.getByteArray(0, (int) pointer.indexOf(0, (byte) 0));
    }

    @Override
    public void close() {
        memory.close();
    }
}
