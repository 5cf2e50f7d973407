package cordon.linux.internal;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * A block of native memory, zeroed, freed by {@link #close()} and by nothing else. Offsets are in bytes, numbers in this machine's
 * byte order; an access outside of the block is an IndexOutOfBoundsException. For one thread at a time.
 *
 * <p>JNA's own class for this registers each block with a cleaner, which costs more than most of the system calls it is needed for.
 */
public final class Block implements AutoCloseable {
    private final long size;
    private Pointer memory;

    /** Allocates. @param size in bytes, at least 1 */
    public Block(long size) {
        this(size, true);
    }

    private Block(long size, boolean clear) {
        if (size < 1) {
            throw new IllegalArgumentException("a block of " + size + " bytes");
        }
        long address = Native.malloc(size);
        if (address == 0) {
            throw new OutOfMemoryError("cannot allocate " + size + " bytes of native memory");
        }
        this.size = size;
        this.memory = new Pointer(address);
        if (clear) {
            memory.clear(size);
        }
    }

    /** A block that holds these bytes, and at least one. */
    public static Block of(byte[] content) {
        Block block = new Block(Math.max(1, content.length), content.length == 0);
        block.put(0, content, 0, content.length);
        return block;
    }

    /** The address of the first byte. */
    public long address() {
        return address(0);
    }

    /** The address of the byte at an offset. */
    public long address(long offset) {
        return Pointer.nativeValue(memory(offset, 0)) + offset;
    }

    public Block putInt(long offset, int value) {
        memory(offset, Integer.BYTES).setInt(offset, value);
        return this;
    }

    public Block putLong(long offset, long value) {
        memory(offset, Long.BYTES).setLong(offset, value);
        return this;
    }

    public Block putShort(long offset, short value) {
        memory(offset, Short.BYTES).setShort(offset, value);
        return this;
    }

    public Block put(long offset, byte[] bytes, int from, int length) {
        memory(offset, length).write(offset, bytes, from, length);
        return this;
    }

    public int getInt(long offset) {
        return memory(offset, Integer.BYTES).getInt(offset);
    }

    public long getLong(long offset) {
        return memory(offset, Long.BYTES).getLong(offset);
    }

    public short getShort(long offset) {
        return memory(offset, Short.BYTES).getShort(offset);
    }

    public byte[] get(long offset, int length) {
        return memory(offset, length).getByteArray(offset, length);
    }

    public void get(long offset, byte[] into, int from, int length) {
        memory(offset, length).read(offset, into, from, length);
    }

    /** The memory, for an access to this range of it. */
    private Pointer memory(long offset, long length) {
        if (memory == null) {
            throw new IllegalStateException("the block is closed");
        }
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new IndexOutOfBoundsException(length + " bytes at " + offset + " in a block of " + size);
        }
        return memory;
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
        if (memory != null) {
            Native.free(Pointer.nativeValue(memory));
            memory = null;
        }
    }
}
