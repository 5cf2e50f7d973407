package cordon.backend.mount;

import cordon.api.snap.SecurityLabel;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.MountPoint;
import cordon.linux.Namespaces;
import cordon.linux.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The mount namespace of a launch that runs.
 *
 * @param namespace for setns(2)
 * @param mounts    that are in it
 */
record RunningView(Fd namespace, List<MountPoint> mounts) implements AutoCloseable {

    /** Those of a command's launches, each once. The caller closes them. */
    static List<RunningView> of(SecurityLabel label, LabelMount mark) throws LinuxException {
        List<RunningView> found = new ArrayList<>();
        Set<Long> known = new HashSet<>();
        long own = userNamespace((int) ProcessHandle.current().pid());
        for (int pid : Occupants.of(List.of(label), mark).get(label)) {
            add(pid, own, known, found);
        }
        return found;
    }

    /** Whoever has a user namespace of his own can make any mount, and so look like a launch. */
    private static void add(int pid, long own, Set<Long> known, List<RunningView> found) throws LinuxException {
        Fd namespace = null;
        try {
            namespace = Namespaces.open(pid, "mnt");
            if (userNamespace(pid) == own && known.add(Paths.stat(namespace).inode())) {
                found.add(new RunningView(namespace, MountPoint.of(pid)));
                namespace = null;
            }
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ESRCH && e.errno() != Errno.EACCES && e.errno() != Errno.EINVAL) {
                throw e;
            }
            // It has ended meanwhile, or is none that this process could have started: those have fewer rights.
        } finally {
            if (namespace != null) {
                namespace.close();
            }
        }
    }

    private static long userNamespace(int pid) throws LinuxException {
        try (Fd namespace = Namespaces.open(pid, "user")) {
            return Paths.stat(namespace).inode();
        }
    }

    @Override
    public void close() {
        namespace.close();
    }
}
