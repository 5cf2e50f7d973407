package cordon.api.policy;

import java.util.regex.Pattern;

/**
 * A condition on one argument of a system call, in the classic profile language: {@code -} any, {@code N} equal,
 * {@code !N} not, {@code <N}, {@code <=N}, {@code >N}, {@code >=N}, {@code |N} all bits of N are set.
 *
 * @param operator how to compare
 * @param value    a number (decimal, negative, {@code 0x}, octal), a symbolic constant such as {@code AF_INET}, or
 *                 {@code u:NAME} / {@code g:NAME} for the id of a user or group; empty for {@link Operator#ANY}
 */
public record SyscallCondition(Operator operator, String value) {
    /** Any value. */
    public static final SyscallCondition ANY = new SyscallCondition(Operator.ANY, "");

    private static final Pattern VALUE = Pattern.compile("-?[0-9]{1,20}|0x[0-9a-fA-F]{1,16}|[A-Z][A-Z0-9_]{0,63}|[ug]:[a-z_][a-z0-9_.-]{0,31}");

    /** How an argument is compared with the value. */
    public enum Operator {
        /** Any value. */
        ANY("-"),
        /** At most. */
        AT_MOST("<="),
        /** At least. */
        AT_LEAST(">="),
        /** Less than. */
        LESS("<"),
        /** More than. */
        MORE(">"),
        /** Different. */
        NOT("!"),
        /** All bits of the value are set in the argument. */
        HAS_BITS("|"),
        /** Equal. */
        EQUAL("");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        /** The prefix in the classic language. */
        public String text() {
            return text;
        }
    }

    /** @throws IllegalArgumentException when the value is none */
    public SyscallCondition {
        if (operator != Operator.ANY) {
            Checks.match(VALUE, "a value to compare with", value, "a number, a constant such as AF_INET, u:NAME or g:NAME");
        } else if (!value.isEmpty()) {
            throw new IllegalArgumentException("\"any\" takes no value");
        }
    }

    /** The condition in the classic language. */
    public String text() {
        return operator.text() + value;
    }

    /** Reads the classic language. @throws IllegalArgumentException when it is no condition */
    public static SyscallCondition parse(String text) {
        if (text.equals("-")) {
            return ANY;
        }
        for (Operator operator : Operator.values()) {
            if (operator != Operator.ANY && text.startsWith(operator.text())) {
                return new SyscallCondition(operator, text.substring(operator.text().length()));
            }
        }
        throw new IllegalArgumentException("\"" + Checks.printable(text) + "\" is no condition");
    }
}
