package cordon.api.launch;

import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** A step that makes what the program sees as its file system. Paths are absolute and resolved without following any symbolic link. */
@ProviderType
public sealed interface MountStep extends LaunchStep {

    @Override
    default Stage stage() {
        return Stage.MOUNT;
    }

    /**
     * Attaches a copy of {@code source} at {@code target} (open_tree(2), mount_setattr(2), move_mount(2)).
     *
     * @param recursive mounts below the source come along
     * @param readOnly  the copy is read-only (with {@code recursive}: all of it)
     * @param noSuid    set-user-ID bits and file capabilities are ignored
     * @param noDev     device nodes do not work
     * @param noExec    nothing on it can be executed
     * @param optional  a source or target that does not exist is passed over
     */
    record Bind(String source, String target, boolean recursive, boolean readOnly, boolean noSuid, boolean noDev,
            boolean noExec, boolean optional) implements MountStep {
        /** Both paths are absolute. */
        public Bind {
            AbsolutePath.require(source);
            AbsolutePath.require(target);
        }

        /** A bind of one mount with the options of its source. */
        public static Bind of(String source, String target) {
            return new Bind(source, target, false, false, false, false, false, false);
        }
    }

    /** Mounts an empty tmpfs, nosuid and nodev; {@code mode} is its root's, {@code size} in bytes, 0 for the kernel's default. */
    record Tmpfs(String target, int mode, long size) implements MountStep {
        /** The path is absolute. */
        public Tmpfs {
            AbsolutePath.require(target);
        }
    }

    /** Makes a directory unless it is there (mkdirat(2)); parents are not made, links are not followed. */
    record MakeDirectory(String path, int mode) implements MountStep {
        /** The path is absolute. */
        public MakeDirectory {
            AbsolutePath.require(path);
        }
    }

    /** Makes an empty regular file unless it is there, as a target for a bind. */
    record MakeFile(String path, int mode) implements MountStep {
        /** The path is absolute. */
        public MakeFile {
            AbsolutePath.require(path);
        }
    }

    /** Makes a symbolic link; an existing entry of that name is an error. */
    record MakeSymlink(String path, String target) implements MountStep {
        /** The path is absolute; the target is the link's text. */
        public MakeSymlink {
            AbsolutePath.require(path);
            Objects.requireNonNull(target);
        }
    }

    /** Makes all mounts at and below a path read-only, in place (mount_setattr(2)). */
    record RemountReadOnly(String path, boolean recursive) implements MountStep {
        /** The path is absolute. */
        public RemountReadOnly {
            AbsolutePath.require(path);
        }
    }

    /**
     * Attaches a mount that was made elsewhere and is attached nowhere (open_tree(2), fsmount(2)) on top of a directory (move_mount(2)).
     *
     * @param tree   the mount
     * @param target an absolute path; no link is followed
     */
    record Attach(Descriptor tree, String target) implements MountStep {
        /** Both are required. */
        public Attach {
            Objects.requireNonNull(tree);
            AbsolutePath.require(target);
        }
    }

    /**
     * Takes away all that is mounted on a path, with what is mounted below it (umount2(2) with MNT_DETACH). What was covered comes to
     * light. In a namespace of the launch only: it must come after {@link NamespaceStep.NewMountNamespace}. A path where nothing is mounted is left alone.
     */
    record Unmount(String path) implements MountStep {
        /** The path is absolute. */
        public Unmount {
            AbsolutePath.require(path);
        }
    }

    /** Makes {@code newRoot} the root and detaches the old one (pivot_root(2)). */
    record PivotRoot(String newRoot) implements MountStep {
        /** The path is absolute. */
        public PivotRoot {
            AbsolutePath.require(newRoot);
        }
    }

    /**
     * Mounts a devpts instance of its own on {@code /dev/pts} and binds its {@code ptmx} on {@code /dev/ptmx}.
     *
     * @param gid the group of new terminals (tty: 5), -1 for none (in a user namespace)
     */
    record NewDevpts(int gid) implements MountStep {
    }
}
