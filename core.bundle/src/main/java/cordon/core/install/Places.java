package cordon.core.install;

import cordon.core.state.Tried;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.MountFlags;
import cordon.linux.Mounts;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Trees;
import java.util.Optional;

/**
 * Where revisions appear: {@code <root>/snap/NAME/REVISION}. What is mounted there is read-only, nosuid and nodev. A process that may not
 * mount anything, an ordinary user's on a system where users make no namespaces, moves the tree there; the next one that may mount moves it
 * back. Used by one thread at a time.
 */
final class Places {
    private static final String PACKAGES = "packages";
    private static final String SNAP = "snap";

    private final SnapDirectories directories;
    private final Images images;
    private final boolean mayMount;

    /** @param mayMount whether this process can make mounts */
    Places(SnapDirectories directories, Images images, boolean mayMount) {
        this.directories = directories;
        this.images = images;
        this.mayMount = mayMount;
    }

    /** Whether mounts can be made here. */
    boolean mayMount() {
        return mayMount;
    }

    /** Lets a package that has just got its name appear. */
    void show(String name, String revision, Placeable incoming) throws LinuxException {
        try (Fd snap = directories.ensure(SNAP, name); Fd place = Paths.ensureDirectory(snap, revision, 0755)) {
            if (incoming.isImage()) {
                Mounts.moveMount(incoming.top(), place);
            } else if (mayMount) {
                Mounts.bind(incoming.top(), place, false, Images.ATTRIBUTES);
            } else {
                moveTo(snap, name, revision);
            }
        }
        // An open file would keep the mount busy.
        incoming.top().close();
    }

    /** The directory that is there is empty, and replaced. */
    private void moveTo(Fd snap, String name, String revision) throws LinuxException {
        try (Fd packages = directories.ensure(PACKAGES)) {
            Paths.rename(packages, Placeable.packageName(name, revision, false), snap, revision, 0);
        }
    }

    /** Lets a revision appear unless it does. @return whether there is a package of it @throws BadPackage when the directory that it used is another's now */
    boolean restore(String name, String revision, Optional<Tried> tried) throws LinuxException, BadPackage {
        try (Fd packages = directories.ensure(PACKAGES); Fd snap = directories.ensure(SNAP, name);
                Fd place = Paths.ensureDirectory(snap, revision, 0755)) {
            if (isMounted(snap, place)) {
                return true;
            }
            if (tried.isPresent()) {
                try (Fd top = TriedDirectory.again(tried.get())) {
                    Mounts.bind(top, place, false, Images.ATTRIBUTES);
                }
                return true;
            }
            String image = Placeable.packageName(name, revision, true);
            String tree = Placeable.packageName(name, revision, false);
            if (Paths.stat(packages, image).isPresent()) {
                try (Fd file = Paths.open(packages, image, OpenFlags.O_RDONLY, 0, Paths.BENEATH); Fd top = images.mount(file, image)) {
                    Mounts.moveMount(top, place);
                }
                return true;
            }
            boolean isMoved = !isEmpty(place);
            boolean isThere = isMoved || Paths.stat(packages, tree).isPresent();
            if (!isMoved && isThere && !mayMount) {
                moveTo(snap, name, revision);
            } else if (isThere && mayMount) {
                if (isMoved) {
                    Paths.rename(snap, revision, packages, tree, Paths.RENAME_NOREPLACE);
                }
                bind(packages, tree, snap, revision);
            }
            return isThere;
        }
    }

    private static void bind(Fd packages, String tree, Fd snap, String revision) throws LinuxException {
        try (Fd top = Paths.openDirectory(packages, tree); Fd place = Paths.ensureDirectory(snap, revision, 0755)) {
            Mounts.bind(top, place, false, Images.ATTRIBUTES);
        }
    }

    private static boolean isEmpty(Fd place) throws LinuxException {
        return Paths.list(place).isEmpty();
    }

    /** Takes the mount away unless somebody looks at it; nothing where there is none. */
    void unmount(String name, String revision) throws LinuxException {
        Optional<Fd> found = directories.find(SNAP + "/" + name);
        if (found.isPresent()) {
            try (Fd snap = found.get()) {
                boolean goes = true;
                // One may be below another, of a daemon that was killed.
                while (goes && isMounted(snap, revision)) {
                    goes = unmounted(name, revision);
                }
            }
        }
    }

    /** Takes the revision away: the mount, and the directory with what lies in it. */
    void withdraw(Fd snap, String name, String revision) throws LinuxException {
        while (isMounted(snap, revision)) {
            if (!unmounted(name, revision)) {
                // Somebody looks at it. It goes from sight now, and ends when he is done.
                Mounts.unmount(path(name, revision), MountFlags.UMOUNT_NOFOLLOW | MountFlags.MNT_DETACH);
            }
        }
        Trees.remove(snap, revision);
    }

    /** Unmounts. @return false when somebody looks at it */
    private boolean unmounted(String name, String revision) throws LinuxException {
        try {
            Mounts.unmount(path(name, revision), MountFlags.UMOUNT_NOFOLLOW);
            return true;
        } catch (LinuxException e) {
            if (e.errno() == Errno.EBUSY) {
                return false;
            }
            throw e;
        }
    }

    private String path(String name, String revision) {
        return directories.root().resolve(SNAP).resolve(name).resolve(revision).toString();
    }

    private static boolean isMounted(Fd snap, String revision) throws LinuxException {
        if (Paths.stat(snap, revision).isEmpty()) {
            return false;
        }
        try (Fd place = Paths.open(snap, revision, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY, 0, Paths.BENEATH)) {
            return isMounted(snap, place);
        }
    }

    private static boolean isMounted(Fd snap, Fd place) throws LinuxException {
        return Paths.stat(snap).mountId() != Paths.stat(place).mountId();
    }
}
