package cordon.core.launch;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command sees its directories. Pure.
 *
 * @param instance the snap's instance name
 * @param revision in use
 * @param above    what lies before {@code /snap} and {@code /var/snap}: nothing in a view of its own, else the state root
 */
record AppPaths(String instance, String revision, String above) {
    private static final String SNAP = "/snap";
    private static final String DATA = "/var/snap";

    /** In a view. */
    static AppPaths inView(String instance, String revision) {
        return new AppPaths(instance, revision, "");
    }

    /**
     * In the host's tree.
     *
     * @param stateRoot absolute and without links, for rules match paths after links were resolved
     */
    static AppPaths onHost(String instance, String revision, Path stateRoot) {
        return new AppPaths(instance, revision, stateRoot.toString());
    }

    /** Whether there is a view. */
    boolean inView() {
        return above.isEmpty();
    }

    /** Where what rules name in a view is without one. A private {@code /tmp} is not to be had: the user's own data serves. */
    Map<String, String> elsewhere(String home) {
        return inView() ? Map.of() : Map.of(SNAP, above + SNAP, DATA, above + DATA, "/tmp", userCommon(home));
    }

    /** The package. */
    String snap() {
        return above + SNAP + "/" + instance + "/" + revision;
    }

    /** Data of the whole system, of this revision. */
    String data() {
        return above + DATA + "/" + instance + "/" + revision;
    }

    /** Data of the whole system, of all revisions. */
    String common() {
        return above + DATA + "/" + instance + "/common";
    }

    /** The user's data, of this revision. */
    String userData(String home) {
        return home + "/snap/" + instance + "/" + revision;
    }

    /** The user's data, of all revisions. */
    String userCommon(String home) {
        return home + "/snap/" + instance + "/common";
    }

    /** Files of the moment. */
    String temporary(String home) {
        return inView() ? "/tmp" : userCommon(home);
    }

    /** Its part of the user's runtime directory. */
    String runtime(int uid) {
        return "/run/user/" + Integer.toUnsignedString(uid) + "/" + runtimeName();
    }

    /** The name of that part. */
    String runtimeName() {
        return "snap." + instance;
    }
}
