package cordon.api.backend;

import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** How faithfully a backend enforces one rule on the running kernel. */
@ProviderType
public sealed interface Enforcement {

    /** What is lost, in one line; empty for {@link Exactly}. */
    String reason();

    /** What the rule says, no more and no less. */
    record Exactly() implements Enforcement {
        @Override
        public String reason() {
            return "";
        }
    }

    /** Less is allowed than the rule says. */
    record Stricter(String reason) implements Enforcement {
        /** The reason is required. */
        public Stricter {
            Objects.requireNonNull(reason);
        }
    }

    /** More is allowed than the rule says. */
    record Weaker(String reason) implements Enforcement {
        /** The reason is required. */
        public Weaker {
            Objects.requireNonNull(reason);
        }
    }

    /** The backend does not mediate this; another may. */
    record NotAtAll(String reason) implements Enforcement {
        /** The reason is required. */
        public NotAtAll {
            Objects.requireNonNull(reason);
        }
    }
}
