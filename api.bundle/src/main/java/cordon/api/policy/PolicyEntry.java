package cordon.api.policy;

import java.util.Objects;

/**
 * A rule of an application's policy, with its origin.
 *
 * @param rule   what is allowed or refused
 * @param origin who says so
 * @param reason why, in one line; may be empty
 */
public record PolicyEntry(Rule rule, Origin origin, String reason) {
    /** All are required. */
    public PolicyEntry {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(origin);
        Objects.requireNonNull(reason);
    }
}
