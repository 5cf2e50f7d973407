package cordon.linux.internal;

import com.sun.jna.Pointer;
import cordon.linux.LinuxException;

/**
 * Memory that is shared with the kernel (mmap(2)), until {@link #close()}. Offsets are in bytes; an access outside of it is an
 * IndexOutOfBoundsException, one after the end of its life an IllegalStateException. For one thread at a time.
 */
public final class Mapping implements AutoCloseable {
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;

    private final long size;
    private Pointer memory;

    /**
     * Maps a part of what a descriptor stands for.
     *
     * @param offset of whole pages
     */
    public Mapping(int fd, long offset, long size, boolean writable) throws LinuxException {
        int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
        long address = Call.check(Libc.mmap(0, size, protection, MAP_SHARED, fd, offset), () -> "map " + size + " bytes of descriptor " + fd);
        this.memory = new Pointer(address);
        this.size = size;
    }

    public int getInt(long offset) {
        return memory(offset, Integer.BYTES).getInt(offset);
    }

    public long getLong(long offset) {
        return memory(offset, Long.BYTES).getLong(offset);
    }

    public void putLong(long offset, long value) {
        memory(offset, Long.BYTES).setLong(offset, value);
    }

    public byte[] get(long offset, int length) {
        return memory(offset, length).getByteArray(offset, length);
    }

    private Pointer memory(long offset, long length) {
        if (memory == null) {
            throw new IllegalStateException("the mapping is closed");
        }
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new IndexOutOfBoundsException(length + " bytes at " + offset + " in a mapping of " + size);
        }
        return memory;
    }

    @Override
    public void close() {
        if (memory != null) {
            Libc.munmap(Pointer.nativeValue(memory), size);
            memory = null;
        }
    }
}
