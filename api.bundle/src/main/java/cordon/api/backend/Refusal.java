package cordon.api.backend;

import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that a backend refused a process. Immutable.
 *
 * @param number  counts up from 1 for each log; so it says which came after which, and what was seen already
 * @param time    when
 * @param label   of the command whose process it is, as the backend knows it
 * @param pid     of the process, 0 when it is not known
 * @param program what the process calls itself: any characters, or none; not fit for a terminal
 * @param missing the least rule that would have allowed it
 */
public record Refusal(long number, Instant time, SecurityLabel label, int pid, String program, Rule missing) {
    /** All are required. */
    public Refusal {
        Objects.requireNonNull(time);
        Objects.requireNonNull(label);
        Objects.requireNonNull(program);
        Objects.requireNonNull(missing);
    }
}
