package cordon.api.policy;

import java.util.regex.Pattern;

/**
 * A kernel module that must be loaded for the interface to work.
 *
 * @param name without {@code .ko}
 */
public record KernelModuleRule(String name) implements Rule {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_-]{0,63}");

    /** @throws IllegalArgumentException when the name is none */
    public KernelModuleRule {
        Checks.match(NAME, "a kernel module", name, "letters, digits, _ and -");
    }

    @Override
    public String kind() {
        return "kernel-module";
    }

    @Override
    public String text() {
        return name;
    }

    static KernelModuleRule parse(Words words) {
        String name = words.next("the name of a module");
        words.end();
        return new KernelModuleRule(name);
    }
}
