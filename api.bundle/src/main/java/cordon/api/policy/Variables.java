package cordon.api.policy;

import java.util.List;

/** The variables that a {@link PathPattern} may name. Their values depend on the snap and, for some, on the user. */
public final class Variables {
    /** Where procfs is mounted: {@code /proc}. */
    public static final String PROC = "PROC";
    /** The user's home directory; in a profile for all users, every home directory. */
    public static final String HOME = "HOME";
    /** The user's runtime directory, {@code /run/user/UID}. */
    public static final String RUN_USER = "RUN_USER";
    /** The snap's name, without an instance key. */
    public static final String SNAP_NAME = "SNAP_NAME";
    /** The snap's name with its instance key. */
    public static final String SNAP_INSTANCE_NAME = "SNAP_INSTANCE_NAME";
    /** The revision in use. */
    public static final String SNAP_REVISION = "SNAP_REVISION";
    /** The name of the command. */
    public static final String SNAP_APP = "SNAP_APP";
    /** The snap's directory, {@code /snap/NAME/REVISION}. */
    public static final String SNAP = "SNAP";
    /** All names of the variables. */
    public static final List<String> NAMES = List.of(PROC, HOME, RUN_USER, SNAP_NAME, SNAP_INSTANCE_NAME, SNAP_REVISION, SNAP_APP, SNAP);

    private Variables() {
    }
}
