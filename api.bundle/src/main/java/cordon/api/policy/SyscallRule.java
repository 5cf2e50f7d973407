package cordon.api.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A system call, with conditions on its arguments. Several rules for one call add up; one that says {@code deny} takes away
 * from what they grant together, unless another grants the very same call with the very same conditions: so a connection
 * can give back one thing that the template keeps from everybody, and nothing wider.
 *
 * @param name       as in the kernel's tables; a call that an architecture lacks is passed over there
 * @param conditions for argument 0, 1, ...; at most six; all must hold; without trailing {@link SyscallCondition#ANY}
 * @param deny       refused, whatever wider rules grant
 */
public record SyscallRule(String name, List<SyscallCondition> conditions, boolean deny) implements Rule {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,63}");

    /** @throws IllegalArgumentException when the name is none, or there are more than six conditions */
    public SyscallRule {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + Checks.printable(name) + "\" cannot be the name of a system call");
        }
        List<SyscallCondition> kept = new ArrayList<>(conditions);
        while (!kept.isEmpty() && kept.get(kept.size() - 1).operator() == SyscallCondition.Operator.ANY) {
            kept.remove(kept.size() - 1);
        }
        if (kept.size() > 6) {
            throw new IllegalArgumentException("the system call " + name + " has six arguments, not " + kept.size());
        }
        conditions = List.copyOf(kept);
    }

    /** Grants the call where the conditions hold. */
    public SyscallRule(String name, List<SyscallCondition> conditions) {
        this(name, conditions, false);
    }

    /** The call with any arguments. */
    public static SyscallRule of(String name) {
        return new SyscallRule(name, List.of());
    }

    @Override
    public String kind() {
        return "syscall";
    }

    @Override
    public String text() {
        return (deny ? "deny " : "") + name + conditions.stream().map(c -> " " + c.text()).collect(Collectors.joining());
    }

    static SyscallRule parse(Words words) {
        boolean deny = words.take("deny");
        String name = words.next("the name of a system call");
        List<SyscallCondition> conditions = new ArrayList<>();
        while (!words.isEmpty()) {
            conditions.add(SyscallCondition.parse(words.next("a condition")));
        }
        return new SyscallRule(name, conditions, deny);
    }
}
