package cordon.core.launch;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Capabilities;
import cordon.api.policy.CapabilityRule;
import cordon.api.policy.Confinement;

/** The capabilities a policy leaves to a process, as a mask of the kernel's numbers (capabilities(7)). Pure functions. */
final class CapabilitySet {
    /** All that this program knows. */
    static final long ALL = (1L << Capabilities.NAMES.size()) - 1;

    private CapabilitySet() {
    }

    /** Those that root's processes keep; what a rule refuses is not among them, whatever others grant. */
    static long ofRoot(AppPolicy policy) {
        if (policy.confinement() != Confinement.STRICT) {
            return ALL;
        }
        long granted = 0;
        long refused = 0;
        for (CapabilityRule rule : policy.rules(CapabilityRule.class)) {
            long bit = 1L << Capabilities.number(rule.capability());
            if (rule.deny()) {
                refused |= bit;
            } else {
                granted |= bit;
            }
        }
        return granted & ~refused;
    }

    /** The bounding set of other users' processes: nothing can be gained, unless they are not confined. */
    static long ofOthers(AppPolicy policy) {
        return policy.confinement() == Confinement.STRICT ? 0 : ALL;
    }
}
