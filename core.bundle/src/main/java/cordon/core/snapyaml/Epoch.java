package cordon.core.snapyaml;

import java.util.Collections;
import java.util.List;

/**
 * Which formats of its own data a snap reads and writes. An upgrade may only cross epochs that the new revision reads.
 *
 * @param read  the epochs that it reads: 1 to 10, ascending, each 0 to 2^32 - 1
 * @param write the epochs that it writes, of the same shape; at least one of them is also read
 */
public record Epoch(List<Long> read, List<Long> write) {

    /** The most epochs in one list. */
    public static final int LIST_MAX = 10;
    /** The epoch of a snap that names none. */
    public static final Epoch ZERO = new Epoch(List.of(0L), List.of(0L));

    private static final long NUMBER_MAX = 0xFFFF_FFFFL;

    /** @throws IllegalArgumentException if a list has not the shape above; the message says what is wrong */
    public Epoch {
        read = List.copyOf(read);
        write = List.copyOf(write);
        check("read", read);
        check("write", write);
        if (Collections.disjoint(read, write)) {
            throw new IllegalArgumentException("no epoch is both read and written; a snap must read what it writes");
        }
    }

    /** Whether a snap of this epoch can take over the data that a snap of the other one wrote. */
    public boolean canRead(Epoch other) {
        return !Collections.disjoint(read, other.write);
    }

    private static void check(String list, List<Long> epochs) {
        if (epochs.isEmpty() || epochs.size() > LIST_MAX) {
            throw new IllegalArgumentException("\"" + list + "\" holds " + epochs.size() + " epochs; 1 to " + LIST_MAX + " are possible");
        }
        long previous = -1;
        for (long epoch : epochs) {
            if (epoch < 0 || epoch > NUMBER_MAX) {
                throw new IllegalArgumentException("epoch " + epoch + " is out of range; 0 to " + NUMBER_MAX + " are possible");
            }
            if (epoch <= previous) {
                throw new IllegalArgumentException("\"" + list + "\" is not in ascending order: " + epoch + " follows " + previous);
            }
            previous = epoch;
        }
    }

    /** The shortest form in which {@code snap.yaml} writes this epoch. */
    @Override
    public String toString() {
        long last = write.get(write.size() - 1);
        if (write.size() == 1 && read.equals(write)) {
            return Long.toString(last);
        }
        if (write.size() == 1 && read.equals(List.of(last - 1, last))) {
            return last + "*";
        }
        return "{read: " + read + ", write: " + write + "}";
    }
}
