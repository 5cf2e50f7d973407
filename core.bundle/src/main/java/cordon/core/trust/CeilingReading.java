package cordon.core.trust;

import cordon.core.signing.Demand;
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

    /** The same with another demand of signatures; this when that is no other one. */
    CeilingReading demanding(Demand demand) {
        Judge other = judge.demanding(demand);
        return other == judge ? this : new CeilingReading(text, other);
    }
}
