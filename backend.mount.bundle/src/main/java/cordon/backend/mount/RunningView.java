package cordon.backend.mount;

import cordon.api.snap.SecurityLabel;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.MountPoint;
import cordon.linux.Namespaces;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The mount namespace of a launch that runs.
 *
 * @param pid       of a process in it
 * @param namespace for setns(2)
 */
record RunningView(int pid, Fd namespace) implements AutoCloseable {

    /** Those of a command's launches, each once. The caller closes them. */
    static List<RunningView> of(SecurityLabel label, LabelMount mark) throws LinuxException {
        List<RunningView> found = new ArrayList<>();
        Set<Long> known = new HashSet<>();
        long own = userNamespace();
        for (int pid : Occupants.of(List.of(label), mark).get(label)) {
            add(pid, own, known, found);
        }
        return found;
    }

    /** The mounts that are in it now. */
    List<MountPoint> mounts() throws LinuxException {
        return MountPoint.of(pid);
    }

    /** What lies at a place of it, by a path without links; empty when there is nothing. */
    Optional<Stat> look(String path) throws LinuxException {
        try (Fd root = Paths.openRootOf(pid); Fd found = Paths.open(root, path.substring(1), OpenFlags.O_PATH, 0, Paths.BENEATH)) {
            return Optional.of(Paths.stat(found));
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Whoever has a user namespace of his own can make any mount, and so look like a launch. The mount namespace itself is asked whose it is: the process may
     * be another one of the same number already.
     */
    private static void add(int pid, long own, Set<Long> known, List<RunningView> found) throws LinuxException {
        Fd namespace = null;
        try {
            namespace = Namespaces.open(pid, "mnt");
            if (owner(namespace) == own && known.add(Paths.stat(namespace).inode())) {
                found.add(new RunningView(pid, namespace));
                namespace = null;
            }
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ESRCH && e.errno() != Errno.EACCES && e.errno() != Errno.EINVAL
                    && e.errno() != Errno.EPERM) {
                throw e;
            }
            // It has ended meanwhile, or is none that this process could have started: those have fewer rights.
        } finally {
            if (namespace != null) {
                namespace.close();
            }
        }
    }

    private static long userNamespace() throws LinuxException {
        try (Fd namespace = Namespaces.open((int) ProcessHandle.current().pid(), "user")) {
            return Paths.stat(namespace).inode();
        }
    }

    private static long owner(Fd namespace) throws LinuxException {
        try (Fd owner = Namespaces.owner(namespace)) {
            return Paths.stat(owner).inode();
        }
    }

    @Override
    public void close() {
        namespace.close();
    }
}
