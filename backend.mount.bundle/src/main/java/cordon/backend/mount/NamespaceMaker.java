package cordon.backend.mount;

import cordon.api.backend.BackendException;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.NamespaceStep;
import cordon.api.launch.PlanRunner;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.MountFlags;
import cordon.linux.Mounts;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Self;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the namespace of a snap. The caller lets one thread at a time in. */
final class NamespaceMaker {
    /** Only processes that the looking one may trace are shown: under Landlock, those of its own launch (Linux 5.8). */
    private static final String PTRACEABLE = "ptraceable";
    /** Older kernels: only processes of the same user are shown. */
    private static final String INVISIBLE = "2";

    private final String stateRoot;
    private final PlanRunner runner;

    NamespaceMaker(String stateRoot, PlanRunner runner) {
        this.stateRoot = stateRoot;
        this.runner = runner;
    }

    /** A process in the finished namespace; the namespace ends with it unless it is kept. */
    Holder make(Construction what) throws BackendException, IOException {
        try (Fd root = StateDirectories.root(stateRoot)) {
            StateDirectories.privateTmp(root, what.snap());
            StateDirectories.own(root, 0700, "run", "homes", what.snap()).close();
            StateDirectories.own(root, 0700, "run", "root").close();
            if (Self.effectiveUid() != 0) {
                // The kernel lets nobody mount a procfs of processes that are not his own (mount_namespaces(7)).
                return start(what, "/proc");
            }
            clearProcPlace(root);
            try (Fd procPlace = StateDirectories.own(root, 0700, "run", "proc"); Fd proc = procfs()) {
                Mounts.moveMount(proc, procPlace);
                try {
                    return start(what, stateRoot + "/run/proc");
                } finally {
                    Mounts.unmount(stateRoot + "/run/proc", MountFlags.MNT_DETACH | MountFlags.UMOUNT_NOFOLLOW);
                }
            }
        }
    }

    private Holder start(Construction what, String procfs) throws BackendException, IOException {
        List<LaunchStep> steps = new ArrayList<>(List.of(new NamespaceStep.NewMountNamespace()));
        steps.addAll(RootLayout.steps(what, facts(what), stateRoot + "/run/root", procfs));
        return Holder.start(runner, steps, "make the namespace of snap \"" + what.snap() + "\"");
    }

    /** What a framework that was killed here has left mounted. */
    private void clearProcPlace(Fd root) throws LinuxException {
        try (Fd run = StateDirectories.own(root, 0755, "run")) {
            long mount = Paths.stat(run).mountId();
            while (Paths.stat(run, "proc").filter(place -> place.mountId() != mount).isPresent()) {
                Mounts.unmount(stateRoot + "/run/proc", MountFlags.MNT_DETACH | MountFlags.UMOUNT_NOFOLLOW);
            }
        }
    }

    private static Construction.Facts facts(Construction what) throws LinuxException {
        Map<String, Map<String, Entry>> directories = new HashMap<>();
        for (String directory : RootLayout.asks(what)) {
            try (Fd open = Paths.openAbsolute(directory, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
                directories.put(directory, Entry.of(open));
            } catch (LinuxException e) {
                if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR && e.errno() != Errno.ELOOP) {
                    throw e;
                }
            }
        }
        return new Construction.Facts(directories);
    }

    private static Fd procfs() throws LinuxException {
        try {
            return procfs(PTRACEABLE);
        } catch (LinuxException e) {
            if (e.errno() != Errno.EINVAL) {
                throw e;
            }
            return procfs(INVISIBLE);
        }
    }

    private static Fd procfs(String hidden) throws LinuxException {
        long attributes = MountFlags.ATTR_NOSUID | MountFlags.ATTR_NODEV | MountFlags.ATTR_NOEXEC;
        return Mounts.newFilesystem("proc", "proc", attributes, Map.of("hidepid", hidden));
    }
}
