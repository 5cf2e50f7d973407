package cordon.backend.mount;

import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;

/** Whether processes run in a view. Stateless. */
final class Occupants {
    private Occupants() {
    }

    /** Whether the root directory of any process is this one; a launch's private copy of a namespace has the same root. */
    static boolean any(Fd root) throws LinuxException {
        Stat wanted = Paths.stat(root);
        try (Fd proc = Paths.openRoot("/proc", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            for (String name : Paths.list(proc)) {
                if (name.chars().allMatch(Character::isDigit) && isRootOf(proc, name, wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isRootOf(Fd proc, String pid, Stat wanted) throws LinuxException {
        try (Fd root = Paths.open(proc, pid + "/root", OpenFlags.O_PATH, 0, 0)) {
            return Paths.stat(root).sameFile(wanted);
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ESRCH || e.errno() == Errno.EACCES) {
                // It has ended meanwhile, or is none that this process could have started: those have fewer rights.
                return false;
            }
            throw e;
        }
    }
}
