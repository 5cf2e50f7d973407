package cordon.core;

import java.util.List;

/**
 * What a change did.
 *
 * @param summary  one line: {@code foo 1.0 (x1) installed}
 * @param details  a line each: connections made, which backend's change is effective now or after a restart
 * @param warnings a line each: what a person should know
 */
public record Outcome(String summary, List<String> details, List<String> warnings) {
    /** Copies the lists. */
    public Outcome {
        details = List.copyOf(details);
        warnings = List.copyOf(warnings);
    }
}
