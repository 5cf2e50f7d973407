package cordon.core.exec;

/**
 * The operations of the wire format, in the order of {@code enum operation} in {@code native/exec/plan.h}, which counts
 * from 1. Both lists change together; a test compares them.
 */
enum Operation {
    LIMIT,
    NICE,
    UMASK,
    JOIN_CGROUP,
    JOIN_MOUNT_NAMESPACE,
    NEW_MOUNT_NAMESPACE,
    HAND_OVER_MOUNT_NAMESPACE,
    NEW_USER_NAMESPACE,
    BIND,
    TMPFS,
    MAKE_DIRECTORY,
    MAKE_FILE,
    MAKE_SYMLINK,
    REMOUNT_READ_ONLY,
    ATTACH,
    UNMOUNT,
    PIVOT_ROOT,
    NEW_DEVPTS,
    RENDEZVOUS,
    TERMINAL,
    APPARMOR_LABEL,
    USER_DIRECTORIES,
    WORKING_DIRECTORY,
    LANDLOCK,
    CREDENTIALS,
    SECCOMP,
    EXEC;

    /** The number on the wire. */
    int code() {
        return ordinal() + 1;
    }
}
