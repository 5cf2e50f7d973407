package cordon.backend.cgroup;

import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Xattrs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where groups can be made. Without systemd that is the root of a hierarchy, so that a restarted framework finds its groups wherever
 * it was started from. With systemd it is only below a group that systemd has delegated to the framework's own unit: elsewhere a reload of
 * units may move processes out of their groups (CVE-2020-27352).
 *
 * @param mountInfo of this process (proc_pid_mountinfo(5))
 * @param groups    of this process (cgroups(7), {@code /proc/PID/cgroup})
 * @param systemd   whether systemd is the init of this machine (sd_booted(3))
 * @param delegated whether systemd has delegated the group at a path
 */
record Hierarchies(List<String> mountInfo, List<String> groups, boolean systemd, Delegation delegated) {
    /** Asks the file system. */
    interface Delegation {
        /** Whether the directory of a group has the mark of a delegated one. */
        boolean test(Path group) throws IOException;
    }

    /**
     * An answer.
     *
     * @param base   the directory below which groups can be made; empty when there is none
     * @param reason why not, in one line; empty when there is one
     */
    record Answer(Optional<Path> base, String reason) {
        private static Answer no(String reason) {
            return new Answer(Optional.empty(), reason);
        }
    }

    private record Mount(Path point, String root, boolean writable) {
    }

    /** Those of this process. */
    static Hierarchies ofThisProcess() throws IOException {
        // Users can mount things at places of any name: these need not be UTF-8, and are not those that are looked for.
        return new Hierarchies(Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1),
                Files.readAllLines(Path.of("/proc/self/cgroup"), StandardCharsets.ISO_8859_1), Files.isDirectory(Path.of("/run/systemd/system")), Hierarchies::marked);
    }

    private static boolean marked(Path group) throws LinuxException {
        try (Fd directory = Paths.openAbsolute(group.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            return Xattrs.get(directory, "trusted.delegate").equals(Optional.of("1"));
        }
    }

    /** Where groups of a version can be made. */
    Answer base(Version version) throws IOException {
        String what = version == Version.V2 ? "cgroup2 file system" : "cgroup file system with the devices controller";
        Optional<Mount> mount = version == Version.V2 ? mount("cgroup2", "") : mount("cgroup", "devices");
        if (mount.isEmpty()) {
            return Answer.no("no " + what + " is mounted");
        }
        if (!mount.get().writable()) {
            return Answer.no("the " + what + " at " + mount.get().point() + " is mounted read-only");
        }
        if (!systemd) {
            return new Answer(Optional.of(mount.get().point()), "");
        }
        return delegatedBelow(version, mount.get());
    }

    private Answer delegatedBelow(Version version, Mount mount) throws IOException {
        // systemd marks groups in the hierarchy by which it tracks units: its own, or the unified one.
        Optional<Mount> named = mount("cgroup", "name=systemd");
        Mount tracking = named.orElse(mount);
        Optional<String> own = own(named.isPresent() ? "name=systemd" : "");
        for (Path at = own.map(path -> inside(tracking, path)).orElse(null); at != null && at.startsWith(tracking.point()); at = at.getParent()) {
            if (delegated.test(at)) {
                return inDelegated(version, mount, "/" + tracking.point().relativize(at));
            }
        }
        return Answer.no("systemd has delegated no control group to this process (it is in " + own.orElse("none")
                + "); run it as a service with Delegate=yes");
    }

    /** The same group in another hierarchy, if this process is there too. */
    private Answer inDelegated(Version version, Mount mount, String group) {
        String own = own(version == Version.V2 ? "" : "devices").map(path -> "/" + mount.point().relativize(inside(mount, path))).orElse("/");
        if (!group.equals("/") && (own.equals(group) || own.startsWith(group + "/"))) {
            return new Answer(Optional.of(mount.point().resolve(group.substring(1))), "");
        }
        return Answer.no("systemd has delegated " + group + ", but in the hierarchy at " + mount.point() + " this process is in " + own);
    }

    /** The directory of a group; what is mounted may be a part of the hierarchy. */
    private static Path inside(Mount mount, String group) {
        String below = mount.root().equals("/") ? group : group.startsWith(mount.root()) ? group.substring(mount.root().length()) : group;
        return mount.point().resolve(below.replaceFirst("^/+", "")).normalize();
    }

    /** The path of this process's group; the unified hierarchy has the empty name. */
    private Optional<String> own(String controller) {
        return groups.stream().map(line -> line.split(":", 3)).filter(parts -> parts.length == 3 && Arrays.asList(parts[1].split(",")).contains(controller))
                .map(parts -> parts[2]).findFirst();
    }

    /** The first mount of a type whose options name a controller; the last mounted on a point covers those before. */
    private Optional<Mount> mount(String type, String controller) {
        Optional<Mount> found = Optional.empty();
        for (String line : mountInfo) {
            String[] halves = line.split(" - ", 2);
            String[] first = halves[0].split(" ");
            String[] second = halves.length == 2 ? halves[1].split(" ") : new String[0];
            if (first.length >= 6 && second.length >= 3 && second[0].equals(type)) {
                List<String> options = Arrays.asList(second[2].split(","));
                boolean writable = Arrays.asList(first[5].split(",")).contains("rw") && options.contains("rw");
                Mount mount = new Mount(Path.of(first[4]), first[3], writable);
                boolean better = found.isEmpty() || (writable && !found.get().writable());
                if ((controller.isEmpty() || options.contains(controller)) && better) {
                    found = Optional.of(mount);
                }
            }
        }
        return found;
    }
}
