package cordon.shell.verb;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The words of a call.
 *
 * @param options   that were given, with their dashes
 * @param arguments the others, in order
 */
public record Parsed(Set<String> options, List<String> arguments) {
    /** Copies both. */
    public Parsed {
        options = Set.copyOf(options);
        arguments = List.copyOf(arguments);
    }

    /** Whether the option was given. */
    public boolean has(Option option) {
        return options.contains(option.name());
    }

    /** An argument that is required, and hence there. */
    public String argument(int index) {
        return arguments.get(index);
    }

    /** An argument that may be there. */
    public Optional<String> optional(int index) {
        return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
    }
}
