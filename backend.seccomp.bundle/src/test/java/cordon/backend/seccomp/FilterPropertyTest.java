package cordon.backend.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cordon.api.policy.SyscallCondition;
import cordon.api.policy.SyscallCondition.Operator;
import cordon.api.policy.SyscallRule;
import cordon.linux.Arch;
import cordon.linux.SeccompAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The compiled filter against the rules read one by one, over random rules and the arguments that they make interesting. */
class FilterPropertyTest {
    /** Calls whose arguments are all known, of each width, and one that 32-bit x86 also makes through another. */
    private static final List<String> KNOWN = List.of("kill", "ioctl", "mprotect", "mmap", "fchmodat", "socket", "quotactl", "clone", "fchown");
    private static final List<String> UNKNOWN = List.of("read", "futex", "getdents64");
    private static final long[] NUMBERS = {0, 1, 2, 3, 6, 7, 0x5412, 0x7002, 0xffff};

    @Test
    void theFilterSaysWhatTheRulesSay() throws Exception {
        for (long seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            List<SyscallRule> rules = rules(random, KNOWN);
            Filtered filtered = Filtered.of(text(rules));
            for (int i = 0; i < 300; i++) {
                String syscall = pick(random, KNOWN);
                long[] arguments = arguments(random, rules);
                boolean expected = allows(rules, syscall, arguments, false);
                assertEquals(expected ? SeccompAction.ALLOW : Filtered.EPERM, filtered.answer(syscall, arguments),
                        () -> text(rules) + "\n" + syscall + hex(arguments));
            }
        }
    }

    @Test
    void whereTheWidthIsNotKnownNeitherReadingIsWidened() throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<SyscallRule> rules = rules(random, UNKNOWN);
            Filtered filtered = Filtered.of(text(rules));
            for (int i = 0; i < 300; i++) {
                String syscall = pick(random, UNKNOWN);
                long[] arguments = arguments(random, rules);
                boolean both = allows(rules, syscall, arguments, false) && allows(rules, syscall, arguments, true);
                assertFalse(filtered.answer(syscall, arguments).permits() && !both, () -> text(rules) + "\n" + syscall + hex(arguments));
            }
        }
    }

    @Test
    void thirtyTwoBitCallsFollowTheSameRules() throws Exception {
        Arch compat = Arch.host().compat().orElseThrow();
        List<String> calls = List.of("kill", "ioctl", "mprotect", "fchmodat");
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<SyscallRule> rules = rules(random, calls);
            Filtered filtered = Filtered.of(text(rules));
            for (int i = 0; i < 200; i++) {
                String syscall = pick(random, calls);
                long[] arguments = arguments(random, rules);
                for (int a = 0; a < arguments.length; a++) {
                    arguments[a] &= 0xffffffffL;
                }
                boolean expected = allows(rules, syscall, arguments, false);
                assertEquals(expected ? SeccompAction.ALLOW : Filtered.EPERM, filtered.answer(compat, syscall, arguments),
                        () -> text(rules) + "\n" + syscall + hex(arguments));
            }
        }
    }

    private static boolean allows(List<SyscallRule> rules, String syscall, long[] arguments, boolean narrow) {
        boolean granted = false;
        for (SyscallRule rule : rules) {
            boolean holds = rule.name().equals(syscall);
            for (int i = 0; holds && i < rule.conditions().size(); i++) {
                holds = holds(rule.conditions().get(i), Argument.of(syscall, i), arguments[i], narrow);
            }
            if (holds && rule.deny()) {
                return false;
            }
            granted |= holds;
        }
        return granted;
    }

    private static boolean holds(SyscallCondition condition, Argument argument, long actual, boolean narrow) {
        if (condition.operator() == Operator.ANY) {
            return true;
        }
        long value = Numbers.parse(condition.value());
        if (condition.operator() == Operator.HAS_BITS) {
            return (actual & value << argument.shift()) == value << argument.shift();
        }
        long bits = argument.known() || !narrow ? argument.bits() : 0xffffffffL;
        int order = Long.compareUnsigned(actual & bits, value << argument.shift());
        return switch (condition.operator()) {
            case EQUAL -> order == 0;
            case NOT -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            default -> order >= 0;
        };
    }

    private static List<SyscallRule> rules(Random random, List<String> calls) {
        List<SyscallRule> rules = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            List<SyscallCondition> conditions = new ArrayList<>();
            boolean inequality = false;
            for (int a = 0; a < random.nextInt(4); a++) {
                Operator operator = Operator.values()[random.nextInt(Operator.values().length)];
                // Two inequalities in one rule are hundreds of alternatives: allowed, and slow to try by the thousand.
                boolean one = operator == Operator.EQUAL || operator == Operator.HAS_BITS || operator == Operator.ANY;
                operator = one || !inequality ? operator : Operator.EQUAL;
                inequality |= !one;
                conditions.add(operator == Operator.ANY ? SyscallCondition.ANY
                        : new SyscallCondition(operator, Long.toString(NUMBERS[random.nextInt(NUMBERS.length - 1)])));
            }
            rules.add(new SyscallRule(pick(random, calls), conditions, random.nextInt(4) == 0));
        }
        return rules;
    }

    /** Numbers of the rules and their neighbours, with and without high bits. */
    private static long[] arguments(Random random, List<SyscallRule> rules) {
        long[] arguments = new long[6];
        for (int i = 0; i < arguments.length; i++) {
            long value = NUMBERS[random.nextInt(NUMBERS.length)] + random.nextInt(3) - 1;
            value <<= random.nextInt(6) == 0 ? 8 : 0;
            arguments[i] = switch (random.nextInt(6)) {
                case 0 -> value | 0x1_0000_0000L;
                case 1 -> value | 0xffff_ffff_0000_0000L;
                case 2 -> value | 0x8_0800L;
                default -> value;
            };
        }
        return arguments;
    }

    private static String text(List<SyscallRule> rules) {
        StringBuilder text = new StringBuilder();
        rules.forEach(rule -> text.append(FilterText.line(rule)).append('\n'));
        return text.toString();
    }

    private static String hex(long[] arguments) {
        StringBuilder text = new StringBuilder();
        for (long argument : arguments) {
            text.append(" 0x").append(Long.toHexString(argument));
        }
        return text.toString();
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
