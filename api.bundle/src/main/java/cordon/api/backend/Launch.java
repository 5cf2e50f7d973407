package cordon.api.backend;

import cordon.api.launch.Descriptor;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.DBusRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** A launch that is being planned, as backends see it. Valid during {@link Backend#plan}. */
@ProviderType
public interface Launch {

    /** The policy of the command. */
    AppPolicy policy();

    /** This backend's profile of the command, with the text that its file has now: somebody may have edited it. */
    StoredProfile profile();

    /** Who starts it, from the kernel. */
    User user();

    /** The directory of all state. */
    Path stateRoot();

    /** Where the snap's package is, on the host: what the application sees as {@code /snap/NAME/REVISION}. */
    Path snapDirectory();

    /** Where the base is, on the host; empty when the host's root serves. */
    Optional<Path> baseDirectory();

    /**
     * The root directory as the application will see it, an {@code O_PATH} descriptor for {@code openat2(RESOLVE_IN_ROOT)}. The
     * host's until a backend of an earlier stage has contributed one. Owned by the launch.
     */
    Descriptor root();

    /**
     * Where directories that rules name are instead, in {@link #root()}, when no backend gives the application a view of its own and it sees
     * the host's tree: by their path in rules. No key lies beneath another; all paths are absolute and without a slash at the end. What the host
     * has at a key is not what the rules mean. Empty where there is a view.
     */
    default Map<String, String> elsewhere() {
        return Map.of();
    }

    /** The values of the path patterns' variables for this launch. */
    Map<String, List<String>> variables();

    /**
     * The message buses that the application may reach. A bus hands on whatever it is sent, to services that act with their own rights: so its connections have
     * to name the bus, and messages on it have to be mediated, or the site has to say that the interface may have it without. The sockets of other buses
     * stay out of the view.
     */
    default Set<DBusRule.Bus> buses() {
        return Set.of();
    }

    /** Whether the application gets a terminal of its own. */
    boolean terminal();

    /**
     * A user, as the kernel and the user database say.
     *
     * @param name   login name; the number where there is none
     * @param uid    user id
     * @param gid    primary group
     * @param groups supplementary groups
     * @param home   home directory, absolute
     */
    record User(String name, int uid, int gid, List<Integer> groups, String home) {
        /** Copies the list. */
        public User {
            groups = List.copyOf(groups);
        }
    }
}
