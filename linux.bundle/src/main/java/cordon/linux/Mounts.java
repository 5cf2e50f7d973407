package cordon.linux;

import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.FilesystemContext;
import cordon.linux.internal.Libc;
import cordon.linux.internal.Syscall;
import java.util.Map;

/**
 * Mounts by descriptor (open_tree(2), move_mount(2), fsopen(2): Linux 5.2; mount_setattr(2): Linux 5.12), so that no path is
 * resolved twice, and by path for what is the administrator's. They act on the mount namespace of this process. Stateless.
 */
public final class Mounts {
    private static final int OPEN_TREE_CLONE = 1;
    private static final int OPEN_TREE_CLOEXEC = OpenFlags.O_CLOEXEC;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_RECURSIVE = 0x8000;
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 0x04;
    private static final int MOVE_MOUNT_T_EMPTY_PATH = 0x40;
    private static final int MOUNT_ATTR_SIZE = 32;
    private static final int STATFS_SIZE = 128;

    private Mounts() {
    }

    /**
     * A copy of what is mounted at a directory or file, attached nowhere. It ends when the descriptor is closed before it
     * is moved to a place.
     *
     * @param source    may be an O_PATH descriptor
     * @param recursive mounts below come along
     */
    public static Fd cloneTree(Fd source, boolean recursive) throws LinuxException {
        int flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0);
        try (Block empty = new Block(1)) {
            return Fd.of((int) Call.check(Libc.syscall(Syscall.OPEN_TREE, source.number(), empty.address(), flags, 0, 0),
                    () -> "copy the mount at " + source));
        }
    }

    /** As {@link #cloneTree}, of a path beneath a directory; no link is followed. */
    public static Fd openTree(Fd dir, String relative, boolean recursive) throws LinuxException {
        try (Fd source = Paths.open(dir, relative, OpenFlags.O_PATH, 0, Paths.BENEATH)) {
            return cloneTree(source, recursive);
        }
    }

    /** Attaches a detached mount on top of a directory or file, which may be open as O_PATH. */
    public static void moveMount(Fd tree, Fd target) throws LinuxException {
        try (Block empty = new Block(1)) {
            Call.check(Libc.syscall(Syscall.MOVE_MOUNT, tree.number(), empty.address(), target.number(), empty.address(),
                    MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH), () -> "attach a mount at " + target);
        }
    }

    /** Attaches a detached mount at an entry of a directory; no link is followed. */
    public static void moveMount(Fd tree, Fd dir, String relative) throws LinuxException {
        try (Fd target = Paths.open(dir, relative, OpenFlags.O_PATH, 0, Paths.BENEATH)) {
            moveMount(tree, target);
        }
    }

    /**
     * Changes a mount.
     *
     * @param mount       detached, or any file of the mount's root
     * @param set         ATTR_* of {@link MountFlags} to switch on
     * @param clear       ATTR_* to switch off
     * @param propagation one of MS_SHARED, MS_SLAVE, MS_PRIVATE, MS_UNBINDABLE; 0 leaves it
     * @param recursive   mounts below too
     */
    public static void setAttributes(Fd mount, long set, long clear, long propagation, boolean recursive)
            throws LinuxException {
        try (Block block = new Block(MOUNT_ATTR_SIZE + 1)) {
            block.putLong(0, set).putLong(8, clear).putLong(16, propagation);
            Call.check(Libc.syscall(Syscall.MOUNT_SETATTR, mount.number(), block.address(MOUNT_ATTR_SIZE),
                    AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0), block.address(), MOUNT_ATTR_SIZE),
                    () -> "change the attributes of the mount at " + mount);
        }
    }

    /**
     * Shows a directory or file at another place too. The attributes are in force before anybody can see it there.
     *
     * @param attributes ATTR_* of {@link MountFlags} to switch on
     */
    public static void bind(Fd source, Fd target, boolean recursive, long attributes) throws LinuxException {
        try (Fd tree = cloneTree(source, recursive)) {
            if (attributes != 0) {
                setAttributes(tree, attributes, 0, 0, recursive);
            }
            moveMount(tree, target);
        }
    }

    /**
     * Mounts a file system, attached nowhere.
     *
     * @param type       as {@code tmpfs} or {@code squashfs}
     * @param source     a device's path, or a name for people
     * @param attributes ATTR_* of {@link MountFlags}; with ATTR_RDONLY the file system itself is opened read-only
     * @param options    the file system's own; an empty value is an option without one
     * @return the root of the mount; the mount ends when this is closed before it is moved to a place
     * @throws LinuxException with what the kernel says about it, as far as it does
     */
    public static Fd newFilesystem(String type, String source, long attributes, Map<String, String> options)
            throws LinuxException {
        try (FilesystemContext context = FilesystemContext.open(type)) {
            context.set("source", source);
            if ((attributes & MountFlags.ATTR_RDONLY) != 0) {
                context.setFlag("ro");
            }
            for (Map.Entry<String, String> option : options.entrySet()) {
                if (option.getValue().isEmpty()) {
                    context.setFlag(option.getKey());
                } else {
                    context.set(option.getKey(), option.getValue());
                }
            }
            return context.mount(attributes);
        }
    }

    /**
     * Mounts by path (mount(2)). Links in the paths are followed: not for paths that others can change.
     *
     * @param source null for none
     * @param type   null for none
     * @param data   the file system's options; null for none
     */
    public static void mount(String source, String target, String type, long flags, String data) throws LinuxException {
        Call.check(Libc.mount(nullable(source), Text.cString(target), nullable(type), flags, nullable(data)),
                () -> "mount " + (type == null ? source : type) + " at " + target);
    }

    /**
     * Ends the mount at a path.
     *
     * @param flags MNT_DETACH and UMOUNT_NOFOLLOW of {@link MountFlags}
     * @throws LinuxException EINVAL when nothing is mounted there, EBUSY when it is in use
     */
    public static void unmount(String path, int flags) throws LinuxException {
        Call.check(Libc.umount2(Text.cString(path), flags), () -> "unmount " + path);
    }

    /** The magic number of the file system a file is on (statfs(2)), as 0x6e736673 for a namespace's file. */
    public static long filesystemMagic(Fd file) throws LinuxException {
        try (Block block = new Block(STATFS_SIZE)) {
            Call.check(Libc.fstatfs(file.number(), block.address()), () -> "ask for the file system of " + file);
            return block.getLong(0);
        }
    }

    private static byte[] nullable(String text) {
        return text == null ? null : Text.cString(text);
    }
}
