package cordon.backend.mount;

import cordon.api.backend.Launch;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.MountStep;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.DBusRule;
import cordon.api.policy.FileRule;
import cordon.api.policy.Origin;
import cordon.api.policy.PathPattern;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Variables;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the connections of an application open in the host's {@code /run} and {@code /dev}: those entries are bound into the
 * view, and nothing else of the two directories is in it. In devmode all of them are, since what is not there is refused. Used by one
 * thread.
 */
final class HostView {
    private static final Map<String, String> DIRECTORIES = Map.of("run", Places.HOST_RUN, "dev", Places.HOST_DEV);

    /** Sockets of the system's bus; of these a view can have one. */
    private static final Pattern SYSTEM_BUS = Pattern.compile("/run/dbus(/.*)?");
    private static final String SYSTEM_BUS_SOCKET = "/run/dbus/system_bus_socket";
    private static final Pattern SESSION_BUS = Pattern.compile("/run/user/[0-9]+/bus");

    /** What the view has of its own in the two directories, in whatever mode. */
    private static final Pattern OWN = Pattern.compile("/dev/(full|log|null|ptmx|pts|random|shm|tty|urandom|zero)|/run/(lock|systemd|user|snap\\..*|user/[0-9]+/snap\\..*)");

    private static final int MOST_NAMES = 4096;
    private static final Pattern WILD = Pattern.compile("[*?\\[]");

    private final TreeSet<String> named = new TreeSet<>();
    /** Patterns share directories, and this is asked at each launch. */
    private final Map<String, Boolean> looked = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    private HostView() {
    }

    /** The patterns of an application's connections that may name something in the two directories. */
    static List<String> patterns(Launch launch) {
        List<String> patterns = new ArrayList<>();
        if (permissive(launch.policy())) {
            patterns.addAll(List.of("/dev/*", "/run/*", "/run/systemd/*", "/run/user/" + Integer.toUnsignedString(launch.user().uid()) + "/*"));
        }
        for (PolicyEntry entry : launch.policy().entries()) {
            if (entry.rule() instanceof FileRule rule && !rule.deny() && !(entry.origin() instanceof Origin.Template)) {
                rule.path().alternatives(launch.variables()).stream().map(HostView::clean).filter(HostView::concerns).forEach(patterns::add);
            }
        }
        return patterns;
    }

    private static boolean permissive(AppPolicy policy) {
        return policy.confinement() == Confinement.DEVMODE;
    }

    /**
     * What there is on the host.
     *
     * @param shown what the patterns name, without what a directory that is shown shows anyway
     * @param asked the directories in which entries were looked for: while these have the same entries, so much is shown
     */
    record Look(List<String> shown, Set<String> asked) {
    }

    /** Looks for what patterns of that policy name now. */
    static Look look(AppPolicy policy, List<String> patterns, Set<DBusRule.Bus> buses) throws LinuxException {
        HostView view = new HostView();
        for (String pattern : patterns) {
            String[] parts = pattern.split("/");
            view.descend("/" + parts[1], parts, 2);
        }
        List<String> shown = new ArrayList<>();
        String covering = "//";
        for (String path : view.named) {
            // Sorted: what lies below a directory that is shown follows it.
            if (!path.startsWith(covering) && !(permissive(policy) ? OWN.matcher(path).matches() : isWithheld(path, buses))) {
                shown.add(path);
                covering = path + "/";
            }
        }
        return new Look(shown, view.asked);
    }

    /** No mount and no file right tells one message from another: see {@link Launch#buses}. */
    private static boolean isWithheld(String path, Set<DBusRule.Bus> buses) {
        if (SYSTEM_BUS.matcher(path).matches()) {
            return !buses.contains(DBusRule.Bus.SYSTEM) || !path.equals(SYSTEM_BUS_SOCKET);
        }
        return SESSION_BUS.matcher(path).matches() && !buses.contains(DBusRule.Bus.SESSION);
    }

    /** Whether a rule is about the socket of a bus. */
    static boolean isBus(FileRule rule) {
        return rule.path().text().equals(SYSTEM_BUS_SOCKET) || rule.path().text().equals("@{" + Variables.RUN_USER + "}/bus");
    }

    static List<LaunchStep> steps(List<String> shown) {
        List<LaunchStep> steps = new ArrayList<>();
        shown.forEach(path -> show(path, steps));
        return steps;
    }

    private static String clean(String pattern) {
        return pattern.startsWith("/var/run/") ? pattern.substring("/var".length()) : pattern;
    }

    private static boolean concerns(String pattern) {
        String[] parts = pattern.split("/");
        return parts.length >= 3 && DIRECTORIES.containsKey(parts[1]) && !pattern.startsWith("/dev/pts/") && !pattern.startsWith("/dev/shm/");
    }

    /** The entries that a pattern names, from one of its components on. */
    private void descend(String directory, String[] parts, int at) throws LinuxException {
        boolean last = at == parts.length - 1;
        if (parts[at].equals("**")) {
            if (at > 2) {
                named.add(directory);
            }
            return;
        }
        for (String name : names(directory, parts[at])) {
            if (last || parts[at].contains("**")) {
                named.add(directory + "/" + name);
            } else {
                descend(directory + "/" + name, parts, at + 1);
            }
        }
    }

    private List<String> names(String directory, String component) throws LinuxException {
        asked.add(directory);
        if (!WILD.matcher(component).find()) {
            return isThere(directory + "/" + component) ? List.of(component) : List.of();
        }
        PathPattern pattern = PathPattern.parse("/" + component);
        List<String> names = new ArrayList<>();
        for (String name : list(directory)) {
            if (pattern.matches("/" + name, Map.of()) && isThere(directory + "/" + name)) {
                names.add(name);
            }
        }
        Collections.sort(names);
        return names;
    }

    /** In a runtime directory its user can have millions. */
    private static List<String> list(String directory) throws LinuxException {
        try (Fd open = Paths.openAbsolute(directory, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            return Paths.list(open, MOST_NAMES);
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP || e.errno() == Errno.EACCES) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * A link is passed over: it may be a user's, and a mount follows none. So is what not even root may look at: a file system of a user's process
     * (fuse(4)), such as the document portal in his runtime directory.
     */
    private boolean isThere(String path) throws LinuxException {
        Boolean known = looked.get(path);
        if (known == null) {
            known = look(path).filter(stat -> !stat.isSymlink()).isPresent();
            looked.put(path, known);
        }
        return known;
    }

    private static Optional<Stat> look(String path) throws LinuxException {
        try {
            return Paths.look(path);
        } catch (LinuxException e) {
            if (e.errno() == Errno.EACCES) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void show(String path, List<LaunchStep> steps) {
        for (int slash = path.indexOf('/', 5); slash > 0; slash = path.indexOf('/', slash + 1)) {
            steps.add(new MountStep.MakeDirectory(path.substring(0, slash), 0755));
        }
        boolean directory = Files.isDirectory(Path.of(path), LinkOption.NOFOLLOW_LINKS);
        // A device or socket works the same there, and its mode cannot be changed.
        boolean readOnly = !directory && !Files.isRegularFile(Path.of(path), LinkOption.NOFOLLOW_LINKS);
        steps.add(directory ? new MountStep.MakeDirectory(path, 0755) : new MountStep.MakeFile(path, 0444));
        String source = DIRECTORIES.get(path.substring(1, 4)) + path.substring(4);
        steps.add(new MountStep.Bind(source, path, true, readOnly, true, false, false, true));
    }
}
