package cordon.linux;

import java.util.Objects;

/**
 * A condition on one argument of a system call, unsigned and of 64 bits.
 *
 * @param argument 0 to 5
 * @param op       how it is compared
 * @param value    what it is compared with
 * @param mask     for {@link Operator#MASKED_EQ}: the bits that count; else 0
 */
public record Comparison(int argument, Operator op, long value, long mask) {
    /** How an argument is compared with the value; the numbers are libseccomp's. */
    public enum Operator {
        NE(1), LT(2), LE(3), EQ(4), GE(5), GT(6), MASKED_EQ(7);

        final int number;

        Operator(int number) {
            this.number = number;
        }
    }

    private static final long LOW_HALF = 0xffffffffL;

    /** @throws IllegalArgumentException when there is no such argument, or a mask without MASKED_EQ */
    public Comparison {
        Objects.requireNonNull(op);
        if (argument < 0 || argument > 5) {
            throw new IllegalArgumentException("a system call has no argument " + argument + ": 0 to 5");
        }
        if (op != Operator.MASKED_EQ && mask != 0) {
            throw new IllegalArgumentException("a mask belongs to MASKED_EQ only");
        }
    }

    /** A comparison without a mask. */
    public static Comparison of(int argument, Operator op, long value) {
        return new Comparison(argument, op, value, 0);
    }

    /**
     * Equality of the low 32 bits. For arguments that the kernel truncates, as the request of ioctl(2): a comparison of
     * 64 bits would let the same request through with high bits set, where it is refused (CVE-2019-7303).
     */
    public static Comparison equal32(int argument, long value) {
        return new Comparison(argument, Operator.MASKED_EQ, value & LOW_HALF, LOW_HALF);
    }

    /** Equality of the bits in a mask. */
    public static Comparison masked(int argument, long mask, long value) {
        return new Comparison(argument, Operator.MASKED_EQ, value & mask, mask);
    }

    /** Whether it fails for every number of 32 bits. */
    boolean neverOn32Bits() {
        return (value & ~LOW_HALF) != 0 && switch (op) {
            case EQ, MASKED_EQ, GE, GT -> true;
            case NE, LT, LE -> false;
        };
    }

    /** Whether it holds for every number of 32 bits. */
    boolean alwaysOn32Bits() {
        return op == Operator.MASKED_EQ ? value == 0 && (mask & LOW_HALF) == 0 : (value & ~LOW_HALF) != 0 && !neverOn32Bits();
    }
}
