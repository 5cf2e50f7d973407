package cordon.api.launch;

/**
 * When a step of a launch is carried out. Stages run in the order of their declaration; the steps of one stage run in the
 * order in which they were contributed. The order is dictated by the kernel: Landlock refuses later mounts, dropping the
 * user's rights refuses joining a cgroup, and a filter without {@code no_new_privs} needs {@code CAP_SYS_ADMIN}
 * (seccomp(2), landlock(7)).
 */
public enum Stage {
    /** Limits, nice value, umask. */
    LIMITS,
    /** Joining control groups. */
    CGROUP,
    /** Joining or making namespaces. */
    NAMESPACE,
    /** Mounts inside the namespace, the new devpts, the change of root. */
    MOUNT,
    /** The terminal: a pty of the new devpts, and the supervisor that gives it job control. */
    TERMINAL,
    /** The AppArmor label that the next exec takes. */
    LABEL,
    /** Directories and the working directory, made and entered with the user's own rights. */
    DIRECTORIES,
    /** The Landlock ruleset. */
    LANDLOCK,
    /** Groups, user and capabilities. */
    CREDENTIALS,
    /** The system call filter: the last restriction. */
    SECCOMP,
    /** The program itself. */
    EXEC
}
