package cordon.testkit.backend;

import cordon.api.backend.Launch;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.Descriptor;
import cordon.api.policy.AppPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A launch without a terminal, of a snap that lies where the core puts it.
 *
 * @param policy        of the command
 * @param profile       that the backend has made of it
 * @param user          who starts it
 * @param stateRoot     the directory of all state
 * @param baseDirectory where the base is; empty when the host's root serves
 * @param root          the root directory that the application will see; null for a backend that does not look at it
 * @param elsewhere     where directories that rules name are; empty where the application has a view of its own
 */
public record TestLaunch(AppPolicy policy, StoredProfile profile, User user, Path stateRoot, Optional<Path> baseDirectory, Descriptor root,
        Map<String, String> elsewhere) implements Launch {
    /** The administrator. */
    public static final User ROOT = new User("root", 0, 0, List.of(), "/root");

    /** A launch by root for a backend that looks at the profile. */
    public static TestLaunch of(AppPolicy policy, StoredProfile profile, Path stateRoot) {
        return new TestLaunch(policy, profile, ROOT, stateRoot, Optional.empty(), null, Map.of());
    }

    /** The same where no backend makes views. */
    public TestLaunch withoutView() {
        return new TestLaunch(policy, profile, user, stateRoot, baseDirectory, root, Map.of("/snap", stateRoot + "/snap", "/var/snap", stateRoot + "/var/snap"));
    }

    @Override
    public Path snapDirectory() {
        return stateRoot.resolve("snap").resolve(policy.snap().instanceName()).resolve(policy.snap().revision());
    }

    @Override
    public Map<String, List<String>> variables() {
        String snap = policy.snap().instanceName();
        String revision = policy.snap().revision();
        return Map.of("PROC", List.of("/proc"), "HOME", List.of(user.home()), "RUN_USER", List.of("/run/user/" + user.uid()),
                "SNAP_NAME", List.of(snap), "SNAP_INSTANCE_NAME", List.of(snap), "SNAP_REVISION", List.of(revision),
                "SNAP_APP", List.of(policy.label().app()), "SNAP", List.of("/snap/" + snap + "/" + revision));
    }

    @Override
    public boolean terminal() {
        return false;
    }
}
