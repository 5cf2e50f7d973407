package cordon.api.backend;

import java.util.List;
import java.util.Objects;

/**
 * What the running kernel offers a backend.
 *
 * @param available whether policies can be enforced at all
 * @param level     in a few words, e.g. {@code Landlock ABI 7}
 * @param limits    what is missing, and why; a line each; not empty when it is not available
 */
public record Support(boolean available, String level, List<String> limits) {
    /** @throws IllegalArgumentException when it is not available and no reason is given */
    public Support {
        Objects.requireNonNull(level);
        limits = List.copyOf(limits);
        if (!available && limits.isEmpty()) {
            throw new IllegalArgumentException("missing support has a reason");
        }
    }
}
