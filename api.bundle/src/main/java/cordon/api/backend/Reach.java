package cordon.api.backend;

/** Whom a change of profiles reaches. */
public enum Reach {
    /** Processes that run now, and later ones. */
    RUNNING,
    /** Processes that start from now on. */
    LATER
}
