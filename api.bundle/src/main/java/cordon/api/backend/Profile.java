package cordon.api.backend;

import cordon.api.snap.SecurityLabel;
import java.util.Objects;

/**
 * A policy in the language of one backend, as text that a person can read and edit.
 *
 * @param label      of the command
 * @param policyHash {@link cordon.api.policy.AppPolicy#hash()} of what it was compiled from
 * @param text       the profile; equal for equal policies, ends in a newline
 */
public record Profile(SecurityLabel label, String policyHash, String text) {
    /** All are required. */
    public Profile {
        Objects.requireNonNull(label);
        Objects.requireNonNull(policyHash);
        Objects.requireNonNull(text);
    }
}
