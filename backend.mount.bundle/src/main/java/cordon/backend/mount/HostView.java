package cordon.backend.mount;

import cordon.api.backend.Launch;
import cordon.api.launch.LaunchStep;
import cordon.api.policy.FileRule;
import cordon.api.policy.Origin;
import cordon.api.policy.PathPattern;
import cordon.api.policy.PolicyEntry;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the connections of an application open in the host's {@code /run} and {@code /dev}: those entries are bound into the
 * view, and nothing else of the two directories is in it. Stateless.
 */
final class HostView {
    private static final Map<String, String> DIRECTORIES = Map.of("run", Places.HOST_RUN, "dev", Places.HOST_DEV);

    /**
     * A message bus hands on whatever it is sent, to services that act with their own rights, and no mount and no file right
     * tells one message from another: without a mediator of messages its socket stays out of the view.
     */
    private static final Pattern BUS = Pattern.compile("/run/dbus(/.*)?|/run/user/[0-9]+/bus");

    private HostView() {
    }

    static List<LaunchStep> steps(Launch launch) {
        TreeSet<String> shown = new TreeSet<>();
        for (PolicyEntry entry : launch.policy().entries()) {
            if (entry.rule() instanceof FileRule rule && !rule.deny() && !(entry.origin() instanceof Origin.Template)) {
                rule.path().alternatives(launch.variables()).forEach(pattern -> collect(pattern, shown));
            }
        }
        List<LaunchStep> steps = new ArrayList<>();
        String covering = "//";
        for (String path : shown) {
            // Sorted: what lies below a directory that is shown follows it and is shown with it.
            if (!path.startsWith(covering) && !BUS.matcher(path).matches()) {
                show(path, steps);
                covering = path + "/";
            }
        }
        return steps;
    }

    /** The host's entries that a pattern names, from the second component on. */
    private static void collect(String pattern, TreeSet<String> shown) {
        String clean = pattern.replaceFirst("^/var/run/", "/run/");
        String[] parts = clean.split("/");
        if (parts.length >= 3 && DIRECTORIES.containsKey(parts[1]) && !clean.startsWith("/dev/pts/") && !clean.startsWith("/dev/shm/")) {
            descend("/" + parts[1], parts, 2, shown);
        }
    }

    private static void descend(String directory, String[] parts, int at, TreeSet<String> shown) {
        boolean last = at == parts.length - 1;
        if (parts[at].equals("**")) {
            if (at > 2) {
                shown.add(directory);
            }
            return;
        }
        for (String name : names(directory, parts[at])) {
            if (last || parts[at].contains("**")) {
                shown.add(directory + "/" + name);
            } else {
                descend(directory + "/" + name, parts, at + 1, shown);
            }
        }
    }

    private static List<String> names(String directory, String component) {
        if (!component.matches(".*[*?\\[].*")) {
            return isThere(Path.of(directory, component)) ? List.of(component) : List.of();
        }
        PathPattern pattern = PathPattern.parse("/" + component);
        String[] names = new File(directory).list();
        return names == null ? List.of() : Stream.of(names)
                .filter(name -> pattern.matches("/" + name, Map.of()) && isThere(Path.of(directory, name))).sorted().toList();
    }

    /** A link is passed over: it may be a user's, and a mount follows none. */
    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path);
    }

    private static void show(String path, List<LaunchStep> steps) {
        for (int slash = path.indexOf('/', 5); slash > 0; slash = path.indexOf('/', slash + 1)) {
            steps.add(new LaunchStep.MakeDirectory(path.substring(0, slash), 0755));
        }
        boolean directory = Files.isDirectory(Path.of(path), LinkOption.NOFOLLOW_LINKS);
        // A device or socket works the same there, and its mode cannot be changed.
        boolean readOnly = !directory && !Files.isRegularFile(Path.of(path), LinkOption.NOFOLLOW_LINKS);
        steps.add(directory ? new LaunchStep.MakeDirectory(path, 0755) : new LaunchStep.MakeFile(path, 0444));
        String source = DIRECTORIES.get(path.substring(1, 4)) + path.substring(4);
        steps.add(new LaunchStep.Bind(source, path, true, readOnly, true, false, false, true));
    }
}
