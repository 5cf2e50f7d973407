package cordon.backend.seccomp;

import java.util.ArrayList;
import java.util.List;

/**
 * The one test that everything is made of: the bits of {@code mask} in an argument equal {@code value}.
 *
 * @param argument 0 to 5
 * @param mask     the bits that count
 * @param value    no bit outside the mask
 */
record Masked(int argument, long mask, long value) {

    Masked {
        value &= mask;
    }

    boolean holds(long actual) {
        return (actual & mask) == value;
    }

    /** {@code argument & bits == value}. */
    static List<Masked> equal(int argument, long bits, long value) {
        return List.of(new Masked(argument, bits, value));
    }

    /** {@code argument & bits != value}: one of the bits differs. */
    static List<Masked> different(int argument, long bits, long value) {
        List<Masked> any = new ArrayList<>();
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            long bit = Long.lowestOneBit(rest);
            any.add(new Masked(argument, bit, ~value));
        }
        return any;
    }

    /** {@code argument & bits < value}, unsigned: the same down to some bit that is set in the value and not in the argument. */
    static List<Masked> less(int argument, long bits, long value) {
        return unequal(argument, bits, value, value);
    }

    /** {@code argument & bits > value}, unsigned. */
    static List<Masked> more(int argument, long bits, long value) {
        return unequal(argument, bits, value, ~value);
    }

    private static List<Masked> unequal(int argument, long bits, long value, long where) {
        List<Masked> any = new ArrayList<>();
        for (long rest = bits & where; rest != 0; rest &= rest - 1) {
            long bit = Long.lowestOneBit(rest);
            any.add(new Masked(argument, bits & -bit, value ^ bit));
        }
        return any;
    }
}
