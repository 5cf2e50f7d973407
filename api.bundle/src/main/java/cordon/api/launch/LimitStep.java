package cordon.api.launch;

import org.osgi.annotation.versioning.ProviderType;

/** A step that sets what the process may use, and its habits. */
@ProviderType
public sealed interface LimitStep extends LaunchStep {

    @Override
    default Stage stage() {
        return Stage.LIMITS;
    }

    /** Sets a resource limit (setrlimit(2)); {@code resource} is the kernel's number, {@code -1} means no limit. */
    record Limit(int resource, long soft, long hard) implements LimitStep {
        /** @throws IllegalArgumentException when the soft limit is above the hard one */
        public Limit {
            if (soft < -1 || hard < -1 || hard != -1 && (soft == -1 || soft > hard)) {
                throw new IllegalArgumentException("the limits " + soft + " and " + hard + " of resource " + resource
                        + " are no soft limit of at most the hard one");
            }
        }
    }

    /** Sets the nice value, -20 to 19 (setpriority(2)). */
    record Nice(int value) implements LimitStep {
        /** @throws IllegalArgumentException when the value is out of range */
        public Nice {
            if (value < -20 || value > 19) {
                throw new IllegalArgumentException("nice value " + value + " is not in -20..19");
            }
        }
    }

    /** Sets the file mode creation mask (umask(2)). */
    record Umask(int mask) implements LimitStep {
        /** @throws IllegalArgumentException when the mask has other bits than those of permissions */
        public Umask {
            if ((mask & ~0777) != 0) {
                throw new IllegalArgumentException("the mask " + Integer.toOctalString(mask) + " is not in 0..777 (octal)");
            }
        }
    }
}
