package cordon.linux;

/** Flags of mount(2), umount2(2), and attributes of fsmount(2) and mount_setattr(2). */
public final class MountFlags {
    /** Attributes: nothing on the mount can be written. */
    public static final long ATTR_RDONLY = 0x1;
    /** Attributes: set-user-ID bits and file capabilities are ignored. */
    public static final long ATTR_NOSUID = 0x2;
    /** Attributes: device nodes do not work. */
    public static final long ATTR_NODEV = 0x4;
    /** Attributes: nothing can be executed. */
    public static final long ATTR_NOEXEC = 0x8;

    public static final long MS_RDONLY = 0x1;
    public static final long MS_NOSUID = 0x2;
    public static final long MS_NODEV = 0x4;
    public static final long MS_NOEXEC = 0x8;
    public static final long MS_REMOUNT = 0x20;
    public static final long MS_BIND = 0x1000;
    public static final long MS_MOVE = 0x2000;
    public static final long MS_REC = 0x4000;
    /** Propagation: no event of the mount goes anywhere, and it cannot be copied. */
    public static final long MS_UNBINDABLE = 1 << 17;
    /** Propagation: no event goes out or comes in. */
    public static final long MS_PRIVATE = 1 << 18;
    /** Propagation: events come in and do not go out. */
    public static final long MS_SLAVE = 1 << 19;
    /** Propagation: events go both ways. */
    public static final long MS_SHARED = 1 << 20;

    /** Takes the mount out of the tree at once, and ends it when it is no longer in use. */
    public static final int MNT_DETACH = 2;
    /** The last component of the path is not followed when it is a link. */
    public static final int UMOUNT_NOFOLLOW = 8;

    private MountFlags() {
    }
}
