package cordon.core.trust;

import java.util.Optional;

/**
 * {@code ceiling.yaml} at one moment.
 *
 * @param text  what it holds; empty when there is none, or it cannot be read
 * @param judge who goes by it
 */
record CeilingReading(String text, Judge judge) {
    /** Whether it was the same then. */
    boolean says(String other, Optional<String> problem) {
        return text.equals(other) && judge.problem().equals(problem);
    }
}
