package cordon.api.backend;

import cordon.api.snap.SecurityLabel;
import java.util.Objects;

/**
 * A policy in the language of one backend, as text that a person can read and edit. In that language a line that begins with
 * {@code #} is a comment: the file gets some before the text.
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
