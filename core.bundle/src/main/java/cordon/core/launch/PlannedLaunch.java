package cordon.core.launch;

import cordon.api.backend.Launch;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.Descriptor;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.DBusRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A launch as one backend sees it.
 *
 * @param app       the command
 * @param profile   the backend's own
 * @param user      who starts it
 * @param stateRoot the directory of all state
 * @param root      the root directory so far
 * @param elsewhere where directories are that rules name
 * @param variables of path patterns
 * @param terminal  whether it gets one
 * @param reachable buses
 */
record PlannedLaunch(AppToRun app, StoredProfile profile, Launch.User user, Path stateRoot, Descriptor root, Map<String, String> elsewhere,
        Map<String, List<String>> variables, boolean terminal, ReachableBuses reachable) implements Launch {

    @Override
    public AppPolicy policy() {
        return app.policy();
    }

    @Override
    public Set<DBusRule.Bus> buses() {
        return reachable.get();
    }

    @Override
    public Path snapDirectory() {
        return app.snapDirectory();
    }

    @Override
    public Optional<Path> baseDirectory() {
        return app.baseDirectory();
    }
}
