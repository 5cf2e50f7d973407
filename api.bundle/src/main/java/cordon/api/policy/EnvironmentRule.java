package cordon.api.policy;

import java.util.regex.Pattern;

/**
 * A variable in the environment of the application.
 *
 * @param name  of the variable
 * @param value its value; one line, at most 4096 characters
 */
public record EnvironmentRule(String name, String value) implements Rule {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern VALUE = Pattern.compile("[^\\x00-\\x1f\\x7f]{0,4096}");

    /** @throws IllegalArgumentException when name or value is none, or the name would change how programs are loaded */
    public EnvironmentRule {
        Checks.match(NAME, "an environment variable", name, "letters, digits and _");
        Checks.match(VALUE, "the value of an environment variable", value, "one line of at most 4096 characters");
        if (name.startsWith("LD_")) {
            throw new IllegalArgumentException("the variable " + name + " changes how programs are loaded; no interface may set it");
        }
    }

    @Override
    public String kind() {
        return "environment";
    }

    @Override
    public String text() {
        return name + "=" + value;
    }

    static EnvironmentRule parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("an environment rule reads: NAME=VALUE");
        }
        return new EnvironmentRule(text.substring(0, equals).trim(), text.substring(equals + 1));
    }
}
