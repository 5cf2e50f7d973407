package cordon.backend.mount;

import java.util.Optional;

/** Names inside the namespace. */
final class Places {
    /** What launches need and applications do not see. */
    static final String HIDDEN = "/.cordon";
    /** An empty directory: what is covered with it is out of sight. */
    static final String EMPTY = HIDDEN + "/empty";
    /** An empty file: the same for files. */
    static final String EMPTY_FILE = HIDDEN + "/empty-file";
    /** The host's {@code /run}. */
    static final String HOST_RUN = HIDDEN + "/run";
    /** The host's {@code /dev}. */
    static final String HOST_DEV = HIDDEN + "/dev";
    /** The host's {@code /proc}, for who may read all processes. */
    static final String HOST_PROC = HIDDEN + "/proc";
    /** Stubs of home directories, a directory a user. */
    static final String HOMES = HIDDEN + "/homes";
    /** Holds a directory while a view of it is made. */
    static final String HOME = HIDDEN + "/home";

    private Places() {
    }

    /** Where the host has what a path inside leads to; empty for what is the namespace's own. */
    static Optional<String> onHost(String inside) {
        if (inside.startsWith(HOST_RUN + "/") || inside.startsWith(HOST_DEV + "/")) {
            return Optional.of(inside.substring(HIDDEN.length()));
        }
        return inside.startsWith(HIDDEN + "/") ? Optional.empty() : Optional.of(inside);
    }
}
