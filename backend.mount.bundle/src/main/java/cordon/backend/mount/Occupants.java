package cordon.backend.mount;

import cordon.api.snap.SecurityLabel;
import cordon.linux.AtomicFile;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which processes run in views. Stateless. */
final class Occupants {
    /** Whoever makes so many mounts that their table is larger has no view of ours. */
    private static final int LARGEST_TABLE = 2 << 20;

    private Occupants() {
    }

    /** Whether the root directory of any process is this one; a launch's private copy of a namespace has the same root. */
    static boolean any(Fd root) throws LinuxException {
        Stat wanted = Paths.stat(root);
        try (Fd proc = proc()) {
            for (String pid : processes(proc)) {
                if (isRootOf(proc, pid, wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The processes of commands, by the mount that bears the label (proc_pid_mountinfo(5)). No confined process can make a mount, and an
     * unconfined one that makes such a one in a namespace of its own gains nothing: it is only taken for one that runs.
     */
    static Map<SecurityLabel, Set<Integer>> of(Collection<SecurityLabel> labels, LabelMount mount) throws LinuxException {
        Map<String, SecurityLabel> byMount = new HashMap<>();
        Map<SecurityLabel, Set<Integer>> found = new HashMap<>();
        for (SecurityLabel label : labels) {
            byMount.put(mount.path(label), label);
            found.put(label, new TreeSet<>());
        }
        try (Fd proc = proc()) {
            String own = namespace(proc, "self");
            for (String pid : processes(proc)) {
                for (String place : labelMounts(proc, pid, own)) {
                    if (byMount.containsKey(place)) {
                        found.get(byMount.get(place)).add(Integer.valueOf(pid));
                    }
                }
            }
        }
        return found;
    }

    private static Fd proc() throws LinuxException {
        return Paths.openRoot("/proc", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
    }

    private static List<String> processes(Fd proc) throws LinuxException {
        return Paths.list(proc).stream().filter(name -> name.chars().allMatch(Character::isDigit)).toList();
    }

    /** The fifth field of the lines that are about a label; nothing of a process that shares the framework's namespace. */
    private static List<String> labelMounts(Fd proc, String pid, String own) throws LinuxException {
        List<String> mounts = new ArrayList<>();
        if (sharesNamespace(proc, pid, own)) {
            return mounts;
        }
        try {
            String table = new String(AtomicFile.read(proc, pid + "/mountinfo", LARGEST_TABLE), StandardCharsets.UTF_8);
            for (int at = table.indexOf(" " + LabelMount.PLACE + "/"); at >= 0; at = table.indexOf(" " + LabelMount.PLACE + "/", at + 1)) {
                mounts.add(table.substring(at + 1, table.indexOf(' ', at + 1)));
            }
        } catch (LinuxException e) {
            if (e.errno() != Errno.EFBIG) {
                requireGone(e);
            }
        }
        return mounts;
    }

    /** Of a process in another user namespace that is not said; then its mounts tell. */
    private static boolean sharesNamespace(Fd proc, String pid, String own) throws LinuxException {
        try {
            return namespace(proc, pid).equals(own);
        } catch (LinuxException e) {
            requireGone(e);
            return false;
        }
    }

    private static String namespace(Fd proc, String pid) throws LinuxException {
        try (Fd namespaces = Paths.open(proc, pid + "/ns", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY, 0, 0)) {
            return Paths.readLink(namespaces, "mnt");
        }
    }

    private static boolean isRootOf(Fd proc, String pid, Stat wanted) throws LinuxException {
        try (Fd root = Paths.open(proc, pid + "/root", OpenFlags.O_PATH, 0, 0)) {
            return Paths.stat(root).sameFile(wanted);
        } catch (LinuxException e) {
            requireGone(e);
            return false;
        }
    }

    /** It has ended meanwhile (EINVAL: its namespaces are gone already), or is none that this process could have started: those have fewer rights. */
    private static void requireGone(LinuxException e) throws LinuxException {
        if (e.errno() != Errno.ENOENT && e.errno() != Errno.ESRCH && e.errno() != Errno.EACCES && e.errno() != Errno.EINVAL) {
            throw e;
        }
    }
}
