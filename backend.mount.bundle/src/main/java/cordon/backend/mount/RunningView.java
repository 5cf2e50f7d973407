package cordon.backend.mount;

import cordon.api.snap.SecurityLabel;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.MountPoint;
import cordon.linux.Namespaces;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The mount namespace of a launch that runs, found by the mark that its view has: a tmpfs of root's with a file named like the command. No
 * application can change it, and it is there when the framework is started again.
 *
 * @param namespace for setns(2)
 * @param mounts    that are in it
 */
record RunningView(Fd namespace, List<MountPoint> mounts) implements AutoCloseable {

    /** Those of a command's launches, each once. The caller closes them. */
    static List<RunningView> of(SecurityLabel label) throws LinuxException {
        List<RunningView> found = new ArrayList<>();
        Set<Long> known = new HashSet<>();
        try (Fd proc = Paths.openRoot("/proc", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            for (String name : Paths.list(proc)) {
                if (name.chars().allMatch(Character::isDigit)) {
                    add(proc, name, label, known, found);
                }
            }
        }
        return found;
    }

    private static void add(Fd proc, String pid, SecurityLabel label, Set<Long> known, List<RunningView> found) throws LinuxException {
        Fd namespace = null;
        try (Fd root = Paths.open(proc, pid + "/root", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY, 0, 0);
                Fd mark = Paths.open(root, Places.mark(label).substring(1), OpenFlags.O_PATH, 0, Paths.BENEATH)) {
            if (!Paths.stat(mark).isRegular() || userNamespace(Integer.parseInt(pid)) != userNamespace((int) ProcessHandle.current().pid())) {
                return;
            }
            namespace = Namespaces.open(Integer.parseInt(pid), "mnt");
            if (known.add(Paths.stat(namespace).inode())) {
                found.add(new RunningView(namespace, MountPoint.of(Integer.parseInt(pid))));
                namespace = null;
            }
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ESRCH && e.errno() != Errno.EACCES && e.errno() != Errno.ENOTDIR && e.errno() != Errno.ELOOP && e.errno() != Errno.EINVAL) {
                throw e;
            }
            // It has ended meanwhile, or is none that this process could have started: those have fewer rights.
        } finally {
            if (namespace != null) {
                namespace.close();
            }
        }
    }

    /** Whoever has a user namespace of his own can give a process any root, with any mark in it. */
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
