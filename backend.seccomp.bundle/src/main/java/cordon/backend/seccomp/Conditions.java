package cordon.backend.seccomp;

import cordon.api.policy.SyscallCondition;
import cordon.api.policy.SyscallRule;
import java.util.ArrayList;
import java.util.List;

/**
 * What the conditions of a rule mean: alternatives, each a list of tests that must all hold. Comparisons are unsigned. Where
 * the width of an argument is not known, a rule that grants asks for what is true of the 64 bits and of the low 32, and one
 * that refuses for what is true of either: so neither lets more through than the kernel's own reading does. Stateless.
 */
final class Conditions {
    /** More alternatives than this would not fit into a filter. */
    private static final int MOST = 1024;
    private static final long LOW = 0xffffffffL;

    private Conditions() {
    }

    /**
     * The alternatives of a rule; one empty list for a rule without conditions.
     *
     * @throws IllegalArgumentException when a value is not known, does not fit its argument, or the rule has too many alternatives
     */
    static List<List<Masked>> alternatives(SyscallRule rule, Values values) {
        List<List<Masked>> alternatives = List.of(List.of());
        for (int i = 0; i < rule.conditions().size(); i++) {
            SyscallCondition condition = rule.conditions().get(i);
            if (condition.operator() != SyscallCondition.Operator.ANY) {
                Argument argument = Argument.of(rule.name(), i);
                long value = fit(argument, values.value(condition.value()), condition);
                alternatives = product(alternatives, tests(i, argument, condition.operator(), value, rule.deny()));
            }
            if (alternatives.size() > MOST) {
                throw new IllegalArgumentException("\"" + rule.text() + "\" has too many comparisons other than equality; use one a rule");
            }
        }
        return alternatives;
    }

    private static List<Masked> tests(int index, Argument argument, SyscallCondition.Operator operator, long value, boolean deny) {
        long bits = argument.bits();
        boolean small = value >>> 32 == 0;
        // Of an unknown argument the low half alone is the narrower reading for some operators, and all of it for the others.
        long equal = argument.known() || !deny || !small ? bits : LOW;
        long unequal = argument.known() || deny || !small ? bits : LOW;
        return switch (operator) {
            case EQUAL -> Masked.equal(index, equal, value);
            case NOT -> Masked.different(index, unequal, value);
            case LESS -> Masked.less(index, equal, value);
            case AT_MOST -> join(Masked.less(index, equal, value), Masked.equal(index, equal, value));
            case MORE -> Masked.more(index, unequal, value);
            case AT_LEAST -> join(Masked.more(index, unequal, value), Masked.equal(index, unequal, value));
            case HAS_BITS -> Masked.equal(index, value, value);
            case ANY -> throw new IllegalStateException("\"any\" is no test");
        };
    }

    /** The value as the argument holds it: {@code -1} of 32 bits is {@code 0xffffffff}. */
    private static long fit(Argument argument, long value, SyscallCondition condition) {
        long shifted = value << argument.shift();
        boolean bitsAlone = condition.operator() == SyscallCondition.Operator.HAS_BITS;
        // Flags may be asked for although a comparison of the argument's number leaves them out.
        long limit = bitsAlone ? argument.bits() | LOW : argument.bits();
        boolean negative = value < 0 && (value | limit) == -1L;
        if (shifted >>> argument.shift() != value && !negative || !negative && (shifted & ~limit) != 0) {
            throw new IllegalArgumentException("\"" + condition.text() + "\" can never hold: the kernel takes "
                    + Long.bitCount(argument.bits()) + " bits of this argument");
        }
        return shifted & limit;
    }

    private static List<List<Masked>> product(List<List<Masked>> left, List<Masked> right) {
        List<List<Masked>> all = new ArrayList<>();
        for (List<Masked> one : left) {
            for (Masked test : right) {
                List<Masked> both = new ArrayList<>(one);
                both.add(test);
                all.add(List.copyOf(both));
            }
        }
        return all;
    }

    private static List<Masked> join(List<Masked> left, List<Masked> right) {
        List<Masked> both = new ArrayList<>(left);
        both.addAll(right);
        return both;
    }
}
