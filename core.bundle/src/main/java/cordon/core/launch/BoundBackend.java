package cordon.core.launch;

import cordon.api.backend.Backend;
import cordon.api.backend.StoredProfile;
import java.util.Objects;

/**
 * A backend with its profile of one command.
 *
 * @param backend who confines
 * @param profile as it is in force
 */
public record BoundBackend(Backend backend, StoredProfile profile) {
    /** Both are required. */
    public BoundBackend {
        Objects.requireNonNull(backend);
        Objects.requireNonNull(profile);
    }
}
