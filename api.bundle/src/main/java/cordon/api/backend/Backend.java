package cordon.api.backend;

import cordon.api.launch.Stage;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An enforcement backend: it turns policies into profiles, makes them effective, and adds its steps to launches. Registered as an
 * OSGi service under this type; it arrives and leaves while the system runs. An application whose policy needs a facet
 * that no backend mediates does not launch.
 *
 * <p>{@link #compile} is a pure function and may be called from several threads. {@link #load}, {@link #unload} and
 * {@link #plan} have effects, are idempotent, and are called by one thread at a time for one label.
 */
@ConsumerType
public interface Backend {

    /** Lower-case words joined by dashes: {@code seccomp}. Names the directory of its profiles. */
    String name();

    /** What the running kernel offers. May be asked often. */
    Support support();

    /** What it mediates where {@link Support#available}. */
    Set<Facet> facets();

    /** How it enforces a rule on this kernel. Rules of a kind that it does not know are {@link Enforcement.NotAtAll}. */
    Enforcement enforces(Rule rule);

    /**
     * The profile of a policy: the same policy gives the same text.
     *
     * @throws BackendException when a rule cannot be rendered; the message names its origin
     */
    Profile compile(AppPolicy policy) throws BackendException;

    /**
     * Makes profiles effective, all or none.
     *
     * @return whom the change reaches
     * @throws BackendException when one cannot be made effective; those of before are in force
     */
    Reach load(List<StoredProfile> batch) throws BackendException;

    /** Takes profiles of commands that are gone out of effect, with what was derived from them. Unknown labels are passed over. */
    void unload(Collection<SecurityLabel> labels) throws BackendException;

    /** When its steps come; backends plan in the order of their stages. */
    Stage stage();

    /**
     * Adds to a launch.
     *
     * @throws BackendException when the application cannot be confined as its policy says; it does not launch
     */
    Contribution plan(Launch launch) throws BackendException;

    /**
     * Whether profiles are made and written, and loaded as far as that is possible, even where {@link Support#available} says no:
     * so they are there to be read, and checked by a compiler that needs no kernel. Such a backend takes no part in launches.
     */
    default boolean prepares() {
        return false;
    }

    /**
     * The processes that run in what it made for commands, as the kernel tells: those that an earlier framework started are among them, and
     * those that outlive the one that was started.
     *
     * @param labels whose
     * @return process ids by label, with an empty set where none runs; without the labels of which it cannot tell
     */
    default Map<SecurityLabel, Set<Integer>> processes(Collection<SecurityLabel> labels) throws BackendException {
        return Map.of();
    }

    /**
     * What profiles ask for and is not there although they could be loaded: a kernel module that this kernel does not have. Asked after {@link #load}, and said
     * to whoever made the change; it keeps no command from launching.
     *
     * @param labels those whose profiles were loaded
     * @return lines for people
     */
    default List<String> shortfalls(Collection<SecurityLabel> labels) throws BackendException {
        return List.of();
    }

    /**
     * What {@link #compile} depends on besides the policy and the code of the bundle: abilities of the kernel, versions of programs. A profile that
     * was compiled on another basis is compiled again when the framework starts, and not first when its command does.
     */
    default String basis() {
        return "";
    }

    /** A snap is removed: lets go of what is kept for it between launches. */
    default void forget(String snapInstanceName) throws BackendException {
    }
}
