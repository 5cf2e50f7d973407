package cordon.shell.verb;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words of a call.
 *
 * @param options   that were given, with their dashes; a switch has an empty value
 * @param arguments the others, in order
 */
public record Parsed(Map<String, String> options, List<String> arguments) {
    /** Copies both. */
    public Parsed {
        options = Map.copyOf(options);
        arguments = List.copyOf(arguments);
    }

    /** Whether the option was given. */
    public boolean has(Option option) {
        return options.containsKey(option.name());
    }

    /** The value of an option, if it was given. */
    public Optional<String> value(Option option) {
        return Optional.ofNullable(options.get(option.name()));
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
