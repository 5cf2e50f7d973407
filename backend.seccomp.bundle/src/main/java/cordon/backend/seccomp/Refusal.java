package cordon.backend.seccomp;

import cordon.linux.SeccompAction;
import java.util.ArrayList;
import java.util.List;

/**
 * A call that is refused whatever else is allowed.
 *
 * @param syscall      its name
 * @param alternatives it is refused when all tests of one of these hold
 * @param answer       what the caller gets
 */
record Refusal(String syscall, List<List<BitTest>> alternatives, SeccompAction answer) {

    /**
     * One test of an argument.
     *
     * @param any  whether one of the mask's bits must be set, instead of all having the value
     */
    record BitTest(int argument, long mask, long value, boolean any) {
    }

    /** With as few tests as say the same: two alternatives that differ in the bit they ask for become one that asks for either. */
    static Refusal of(String syscall, List<List<Masked>> alternatives, SeccompAction answer) {
        List<List<BitTest>> merged = new ArrayList<>();
        for (List<Masked> alternative : alternatives) {
            merge(merged, alternative.stream().map(Refusal::test).toList());
        }
        return new Refusal(syscall, List.copyOf(merged), answer);
    }

    /** A call that is refused whatever its arguments. */
    static Refusal always(String syscall, SeccompAction answer) {
        return new Refusal(syscall, List.of(List.of()), answer);
    }

    private static BitTest test(Masked test) {
        boolean any = Long.bitCount(test.mask()) == 1 && test.mask() == test.value() && test.mask() >>> 32 == 0;
        return new BitTest(test.argument(), test.mask(), test.value(), any);
    }

    private static void merge(List<List<BitTest>> merged, List<BitTest> fresh) {
        for (int i = 0; i < merged.size(); i++) {
            List<BitTest> both = join(merged.get(i), fresh);
            if (!both.isEmpty()) {
                merged.remove(i);
                merge(merged, both);
                return;
            }
        }
        merged.add(fresh);
    }

    /** One alternative for two; empty when they differ in more than the bits that one test asks for. */
    private static List<BitTest> join(List<BitTest> left, List<BitTest> right) {
        int differing = -1;
        for (int i = 0; left.size() == right.size() && i < left.size(); i++) {
            BitTest a = left.get(i);
            BitTest b = right.get(i);
            if (!a.equals(b)) {
                if (differing >= 0 || !a.any() || !b.any() || a.argument() != b.argument()) {
                    return List.of();
                }
                differing = i;
            }
        }
        if (differing < 0) {
            return List.of();
        }
        List<BitTest> both = new ArrayList<>(left);
        long mask = left.get(differing).mask() | right.get(differing).mask();
        both.set(differing, new BitTest(left.get(differing).argument(), mask, mask, true));
        return List.copyOf(both);
    }
}
