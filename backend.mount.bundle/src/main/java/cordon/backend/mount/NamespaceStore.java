package cordon.backend.mount;

import cordon.api.backend.BackendException;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.NamespaceStep;
import cordon.api.launch.PlanRunner;
import cordon.linux.AtomicFile;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.MountFlags;
import cordon.linux.Mounts;
import cordon.linux.Namespaces;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Namespaces kept as mounts on the files {@code run/ns/NAME.mnt} of the state root, with what they are made of in
 * {@code NAME.key}. They outlive the framework, so that applications that run and new ones share a view after its restart.
 * The caller lets one thread at a time in.
 */
final class NamespaceStore {
    private static final String NAMESPACE = ".mnt";
    private static final String KEY = ".key";
    private static final int LONGEST_KEY = 1 << 20;

    private final String stateRoot;
    private final PlanRunner runner;

    NamespaceStore(String stateRoot, PlanRunner runner) {
        this.stateRoot = stateRoot;
        this.runner = runner;
    }

    /** Keeps what a process holds. */
    KeptNamespace keep(String snap, String key, Holder holder) throws LinuxException {
        Fd namespace = holder.namespace();
        Fd root = null;
        boolean kept = false;
        try (Fd directory = open()) {
            root = holder.root();
            AtomicFile.write(directory, snap + KEY, key.getBytes(StandardCharsets.UTF_8), 0600);
            int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL;
            try (Fd file = Paths.open(directory, snap + NAMESPACE, flags, 0600, Paths.BENEATH)) {
                keep(namespace, file);
            }
            kept = true;
            return new KeptNamespace(key, namespace, root);
        } finally {
            if (!kept) {
                namespace.close();
                if (root != null) {
                    root.close();
                }
            }
        }
    }

    /**
     * Linux 6.18 orders namespaces by numbers that each processor hands out from a stock of its own, and refuses to mount one
     * that is "older" than the mounting process's (ELOOP). Where the framework itself runs in a younger namespace that can
     * happen to any of ours: such a one is kept by its descriptor, as long as the framework runs.
     */
    private static void keep(Fd namespace, Fd file) throws LinuxException {
        try {
            Namespaces.keep(namespace, file);
        } catch (LinuxException e) {
            if (e.errno() != Errno.ELOOP) {
                throw e;
            }
        }
    }

    /** The namespace that an earlier framework kept; empty when there is none, or another file in its place. */
    Optional<KeptNamespace> reattach(String snap) throws BackendException, IOException {
        try (Fd directory = open()) {
            if (Paths.stat(directory, snap + NAMESPACE).isEmpty() || Paths.stat(directory, snap + KEY).isEmpty()) {
                return Optional.empty();
            }
            String key = new String(AtomicFile.read(directory, snap + KEY, LONGEST_KEY), StandardCharsets.UTF_8);
            Fd namespace = Paths.open(directory, snap + NAMESPACE, OpenFlags.O_RDONLY, 0, Paths.BENEATH);
            boolean kept = false;
            try {
                if (!Namespaces.isNamespace(namespace)) {
                    return Optional.empty();
                }
                List<LaunchStep> join = List.of(new NamespaceStep.JoinMountNamespace(namespace.duplicate(), snap));
                try (Holder holder = Holder.start(runner, join, "join the namespace of snap \"" + snap + "\"")) {
                    KeptNamespace found = new KeptNamespace(key, namespace, holder.root());
                    kept = true;
                    return Optional.of(found);
                }
            } finally {
                if (!kept) {
                    namespace.close();
                }
            }
        }
    }

    /** Lets go of a snap's namespace; processes in it go on in it. Does nothing when there is none. */
    void release(String snap) throws LinuxException {
        try (Fd directory = open()) {
            while (Paths.stat(directory, snap + NAMESPACE).filter(file -> isMount(directory, file)).isPresent()) {
                Mounts.unmount(path(snap + NAMESPACE), MountFlags.MNT_DETACH | MountFlags.UMOUNT_NOFOLLOW);
            }
            for (String name : List.of(snap + NAMESPACE, snap + KEY)) {
                if (Paths.stat(directory, name).isPresent()) {
                    Paths.unlink(directory, name, false);
                }
            }
        }
    }

    /** The snaps with a kept namespace. */
    List<String> snaps() throws LinuxException {
        List<String> snaps = new ArrayList<>();
        try (Fd directory = open()) {
            for (String name : Paths.list(directory)) {
                if (name.endsWith(NAMESPACE)) {
                    snaps.add(name.substring(0, name.length() - NAMESPACE.length()));
                }
            }
        }
        return snaps;
    }

    /** Ends the private mount that the files are on, unless it is in use. */
    void close() throws LinuxException {
        if (!snaps().isEmpty()) {
            return;
        }
        try {
            Mounts.unmount(path(""), MountFlags.UMOUNT_NOFOLLOW);
        } catch (LinuxException e) {
            if (e.errno() != Errno.EBUSY) {
                throw e;
            }
        }
    }

    private String path(String name) {
        return stateRoot + "/run/ns/" + name;
    }

    private static boolean isMount(Fd directory, Stat file) {
        try {
            return Paths.stat(directory).mountId() != file.mountId();
        } catch (LinuxException e) {
            throw new IllegalStateException("an open directory can be looked at", e);
        }
    }

    /** A namespace can be kept on a private mount alone: the directory is one, bound on itself. */
    private Fd open() throws LinuxException {
        try (Fd root = StateDirectories.root(stateRoot); Fd run = StateDirectories.own(root, 0755, "run")) {
            try (Fd directory = StateDirectories.own(run, 0700, "ns")) {
                if (Paths.stat(directory).mountId() == Paths.stat(run).mountId()) {
                    try (Fd copy = Mounts.cloneTree(directory, false)) {
                        Mounts.setAttributes(copy, 0, 0, MountFlags.MS_PRIVATE, false);
                        Mounts.moveMount(copy, directory);
                    }
                }
            }
            return StateDirectories.own(run, 0700, "ns");
        }
    }
}
