package cordon.backend.seccomp;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.PolicyEntry;
import java.util.List;

/**
 * The profile's text of the policy that was compiled last: commands of one snap that have the same plugs share their entries, as one list, and are
 * compiled one after the other. Thread-safe.
 */
final class LastText {
    private final Constants constants;
    private volatile Made last;

    /** All that decides about a text, and the text. */
    private record Made(List<PolicyEntry> entries, Confinement confinement, String text) {
        boolean isOf(AppPolicy policy) {
            return entries == policy.entries() && confinement == policy.confinement();
        }
    }

    LastText(Constants constants) {
        this.constants = constants;
    }

    /** The text of a policy. @throws IllegalArgumentException when a rule cannot be said; the message names its origin */
    String of(AppPolicy policy) {
        Made made = last;
        if (made == null || !made.isOf(policy)) {
            made = new Made(policy.entries(), policy.confinement(), ProfileText.of(policy, constants));
            last = made;
        }
        return made.text();
    }
}
