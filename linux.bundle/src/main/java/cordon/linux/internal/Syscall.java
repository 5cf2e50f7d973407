package cordon.linux.internal;

/** Numbers of system calls that libc may not wrap. All came after Linux 5.0, so that one number serves all architectures. */
public final class Syscall {
    public static final long PIDFD_SEND_SIGNAL = 424;
    public static final long OPEN_TREE = 428;
    public static final long MOVE_MOUNT = 429;
    public static final long FSOPEN = 430;
    public static final long FSCONFIG = 431;
    public static final long FSMOUNT = 432;
    public static final long PIDFD_OPEN = 434;
    public static final long OPENAT2 = 437;
    public static final long PIDFD_GETFD = 438;
    public static final long MOUNT_SETATTR = 442;
    public static final long LANDLOCK_CREATE_RULESET = 444;
    public static final long LANDLOCK_ADD_RULE = 445;

    private Syscall() {
    }
}
