package cordon.api.snap;

import java.util.Objects;
import java.util.Set;

/**
 * A plug: what a snap needs.
 *
 * @param snap          that declares it
 * @param name          its name in that snap
 * @param interfaceName the interface that gives it a meaning
 * @param attributes    as declared
 * @param apps          the commands that it belongs to, hooks as {@code hook.NAME}
 */
public record Plug(SnapIdentity snap, String name, String interfaceName, Attributes attributes, Set<String> apps) {
    /** All are required; the set is copied. */
    public Plug {
        Objects.requireNonNull(snap);
        Objects.requireNonNull(name);
        Objects.requireNonNull(interfaceName);
        Objects.requireNonNull(attributes);
        apps = Set.copyOf(apps);
    }

    /** How it is named. */
    public EndpointRef ref() {
        return new EndpointRef(snap.instanceName(), name);
    }
}
