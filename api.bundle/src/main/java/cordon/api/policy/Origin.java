package cordon.api.policy;

import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** Where a rule of an application's policy comes from. */
@ProviderType
public sealed interface Origin {

    /** For people: {@code template}, {@code snap.yaml}, or {@code network: foo:network :network}. */
    String describe();

    /** What every confined application has. */
    record Template() implements Origin {
        @Override
        public String describe() {
            return "template";
        }
    }

    /** What the snap itself says: its layout, its own directories. */
    record Snap() implements Origin {
        @Override
        public String describe() {
            return "snap.yaml";
        }
    }

    /**
     * A connection.
     *
     * @param interfaceName the interface
     * @param plug          {@code snap:plug}
     * @param slot          {@code snap:slot}, {@code :slot} for the system's
     */
    record Connection(String interfaceName, String plug, String slot) implements Origin {
        /** All are required. */
        public Connection {
            Objects.requireNonNull(interfaceName);
            Objects.requireNonNull(plug);
            Objects.requireNonNull(slot);
        }

        @Override
        public String describe() {
            return interfaceName + ": " + plug + " " + slot;
        }
    }

    /**
     * What an interface gives a plug or slot that is declared, without a connection.
     *
     * @param interfaceName the interface
     * @param endpoint      {@code snap:name} of the plug or slot
     */
    record Declared(String interfaceName, String endpoint) implements Origin {
        /** Both are required. */
        public Declared {
            Objects.requireNonNull(interfaceName);
            Objects.requireNonNull(endpoint);
        }

        @Override
        public String describe() {
            return interfaceName + ": " + endpoint;
        }
    }
}
