package cordon.backend.cgroup;

import cordon.api.launch.CgroupStep;
import cordon.api.launch.LaunchStep;
import cordon.api.snap.SecurityLabel;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The framework's groups in one hierarchy: {@code BASE/cordon/ID/LABEL}. Used by one thread at a time; frameworks with other ids may
 * work beside it.
 *
 * @param version of the hierarchy
 * @param base    where groups can be made
 * @param id      of the state root, so that two frameworks of one machine have groups of their own
 */
record GroupTree(Version version, Path base, String id) {
    private static final String ALL = "cordon";
    private static final int ATTEMPTS = 16;
    private static final String PROCESSES = "cgroup.procs";
    /** Of the list of processes: a machine has at most 4 million (proc_sys_kernel(5), pid_max). */
    private static final int LONGEST = 32 << 20;

    /**
     * A group, open.
     *
     * @param directory of the group
     * @param join      takes processes into the group: the directory itself in the unified hierarchy, else a file in it
     * @param path      for people
     */
    record Group(Fd directory, Fd join, String path) implements AutoCloseable {
        /** By which the kernel's programs name it (cgroup v2): the inode of its directory. */
        long number() throws LinuxException {
            return Paths.stat(directory).inode();
        }

        /** Who is in it. */
        Set<Integer> processes() throws LinuxException {
            return GroupTree.processes(directory, PROCESSES);
        }

        /** The step of a process that joins. @param join a copy of that descriptor, the step's own */
        LaunchStep step(Fd join) {
            return this.join == directory ? new CgroupStep.StartInCgroup(join, path) : new CgroupStep.JoinCgroup(join, path);
        }

        @Override
        public void close() {
            directory.close();
            join.close();
        }
    }

    /** The processes in groups that an earlier framework left, by the name of the group. */
    Map<String, Set<Integer>> left() throws LinuxException {
        Map<String, Set<Integer>> left = new HashMap<>();
        try (Fd top = top(); Fd own = Paths.openDirectory(top, ALL + "/" + id)) {
            for (String name : groups(own)) {
                try {
                    left.put(name, processes(own, name + "/" + PROCESSES));
                } catch (LinuxException e) {
                    requireGone(e);
                }
            }
        } catch (LinuxException e) {
            requireGone(e);
        }
        return left;
    }

    /** A group that was removed meanwhile has no processes. */
    private static void requireGone(LinuxException e) throws LinuxException {
        if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENODEV) {
            throw e;
        }
    }

    /** The kernel's file is read in pieces, since it may have many lines. */
    private static Set<Integer> processes(Fd directory, String file) throws LinuxException {
        try (Fd list = Paths.open(directory, file, OpenFlags.O_RDONLY, 0, Paths.BENEATH)) {
            String lines = new String(Io.readAll(list, LONGEST), StandardCharsets.US_ASCII);
            return lines.lines().map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Makes a group unless there is one, and opens it. */
    Group open(SecurityLabel label) throws LinuxException {
        for (int i = 0;; i++) {
            try {
                return tryOpen(label);
            } catch (LinuxException e) {
                // Another framework has just removed the last group beside ours, and with it the directory of all.
                if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENODEV || i == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Group tryOpen(SecurityLabel label) throws LinuxException {
        try (Fd top = top(); Fd all = Paths.ensureDirectory(top, ALL, 0755); Fd own = Paths.ensureDirectory(all, id, 0755)) {
            Fd directory = Paths.ensureDirectory(own, label.text(), 0755);
            boolean complete = false;
            try {
                Fd join = version == Version.V2 ? directory : Paths.open(directory, "tasks", OpenFlags.O_WRONLY, 0, Paths.BENEATH);
                complete = true;
                return new Group(directory, join, path() + "/" + label.text());
            } finally {
                if (!complete) {
                    directory.close();
                }
            }
        }
    }

    private String path() {
        return base + "/" + ALL + "/" + id;
    }

    /**
     * Removes all groups in which no process is, but those to be kept, and then the directories of this framework if they
     * are empty. A group with processes stays, and they stay as confined as they are.
     */
    void sweep(Set<SecurityLabel> keep) throws LinuxException {
        Set<String> kept = Set.copyOf(keep.stream().map(SecurityLabel::text).toList());
        try (Fd top = top(); Fd all = Paths.openDirectory(top, ALL)) {
            try (Fd own = Paths.openDirectory(all, id)) {
                for (String name : groups(own)) {
                    if (!kept.contains(name)) {
                        remove(own, name);
                    }
                }
            }
            remove(all, id);
            remove(top, ALL);
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }

    /** Removes one group if no process is in it. @return whether it is gone */
    boolean remove(SecurityLabel label) throws LinuxException {
        try (Fd top = top(); Fd own = Paths.openDirectory(top, ALL + "/" + id)) {
            return remove(own, label.text());
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return true;
            }
            throw e;
        }
    }

    private Fd top() throws LinuxException {
        return Paths.openAbsolute(base.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
    }

    /** The directories in it: the files are the kernel's. */
    private static List<String> groups(Fd directory) throws LinuxException {
        return Paths.list(directory).stream().filter(name -> name.startsWith("snap.")).toList();
    }

    private static boolean remove(Fd parent, String name) throws LinuxException {
        try {
            Paths.unlink(parent, name, true);
            return true;
        } catch (LinuxException e) {
            return switch (e.errno()) {
                case Errno.ENOENT -> true;
                case Errno.EBUSY, Errno.ENOTEMPTY -> false;
                default -> throw e;
            };
        }
    }
}
