package cordon.core.launch;

import cordon.api.backend.Backend;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.Stage;
import java.util.Objects;

/**
 * A backend with its profile of one command.
 *
 * @param name    of the backend, as it was when it arrived: a backend that breaks must not be asked again
 * @param stage   when its steps come, as it was then
 * @param backend who confines
 * @param profile as it is in force
 */
public record BoundBackend(String name, Stage stage, Backend backend, StoredProfile profile) {
    /** All are required. */
    public BoundBackend {
        Objects.requireNonNull(name);
        Objects.requireNonNull(stage);
        Objects.requireNonNull(backend);
        Objects.requireNonNull(profile);
    }
}
