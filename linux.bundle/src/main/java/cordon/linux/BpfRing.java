package cordon.linux;

import cordon.api.launch.Descriptor;
import cordon.linux.internal.Mapping;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that programs leave for this process, in their order (the kernel's "BPF ring buffer", Linux 5.8). When it is full, programs are told so and
 * what is there stays. For one thread at a time.
 */
public final class BpfRing implements AutoCloseable {
    /** Of a record: its length with the two bits below, and a number of the kernel's own. */
    private static final int HEADER = 8;
    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;
    private static final int ALIGNMENT = 8;

    private final Fd map;
    private final int size;
    private final Mapping consumer;
    private final Mapping producer;
    private final long page;

    private BpfRing(Fd map, int size) throws LinuxException {
        this.map = map;
        this.size = size;
        this.page = Self.pageSize();
        // The position up to which was read, ours; the one up to which was written, and then the records, twice: one that goes over the end goes on.
        this.consumer = new Mapping(map.number(), 0, page, true);
        boolean complete = false;
        try {
            this.producer = new Mapping(map.number(), page, page + 2L * size, false);
            complete = true;
        } finally {
            if (!complete) {
                consumer.close();
            }
        }
    }

    /**
     * Makes a ring.
     *
     * @param name for people, of letters, digits and {@code _}; cut to 15
     * @param size bytes, a power of two and of whole pages
     */
    public static BpfRing open(String name, int size) throws LinuxException {
        Fd map = Bpf.ring(name, size);
        boolean complete = false;
        try {
            BpfRing ring = new BpfRing(map, size);
            complete = true;
            return ring;
        } finally {
            if (!complete) {
                map.close();
            }
        }
    }

    /** The map, for a program. It stays this object's. */
    public Fd map() {
        return map;
    }

    /** Readable when there are records. It stays this object's. */
    public Descriptor descriptor() {
        return map;
    }

    /** Takes the records that there are. */
    public List<byte[]> drain() {
        List<byte[]> records = new ArrayList<>();
        long at = consumer.getLong(0);
        long end = written();
        while (at < end) {
            long offset = page + (at & size - 1);
            int header = producer.getInt(offset);
            VarHandle.acquireFence(); // What the program wrote before it cleared the bit is there.
            if ((header & BUSY) != 0) {
                break; // Somebody writes: the descriptor becomes readable again when he is done.
            }
            int length = header & ~DISCARDED;
            if ((header & DISCARDED) == 0) {
                records.add(producer.get(offset + HEADER, length));
            }
            at += length + HEADER + ALIGNMENT - 1 & -ALIGNMENT;
            VarHandle.fullFence(); // It is read before the room is given back.
            consumer.putLong(0, at);
        }
        return records;
    }

    private long written() {
        long position = producer.getLong(0);
        VarHandle.acquireFence();
        return position;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        map.close();
    }
}
