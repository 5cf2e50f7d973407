package cordon.api.snap;

import java.util.Objects;
import java.util.Optional;

/**
 * Which snap something belongs to.
 *
 * @param name         without an instance key
 * @param instanceName with the instance key, if it has one: {@code foo_one}
 * @param revision     {@code x1}, {@code x2}, ... for one installed from a file
 * @param version      as its author says; may be empty
 * @param type         what kind of snap it is
 * @param base         the snap that is its root file system, if it names one
 * @param publisher    who published it, empty when unknown
 */
public record SnapIdentity(String name, String instanceName, String revision, String version, SnapType type, Optional<String> base,
        Optional<String> publisher) {
    /** All are required. */
    public SnapIdentity {
        Objects.requireNonNull(name);
        Objects.requireNonNull(instanceName);
        Objects.requireNonNull(revision);
        Objects.requireNonNull(version);
        Objects.requireNonNull(type);
        Objects.requireNonNull(base);
        Objects.requireNonNull(publisher);
    }

    /** The system itself, which offers slots. */
    public static SnapIdentity system() {
        return new SnapIdentity("system", "system", "", "", SnapType.SYSTEM, Optional.empty(), Optional.empty());
    }

    /** Whether it is the system itself. */
    public boolean isSystem() {
        return type == SnapType.SYSTEM;
    }
}
