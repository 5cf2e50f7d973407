package cordon.api.backend;

/** Whom a change of profiles reaches. */
public enum Reach {
    /** Processes that run now, and later ones. */
    RUNNING,
    /** Processes that start from now on. */
    LATER,
    /** Nobody: the profile is kept and checked, and the kernel enforces nothing of it. Since 1.1. */
    NOBODY
}
