package cordon.backend.mount;

import cordon.api.backend.Launch;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.MountStep;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.MountEntryRule;
import cordon.api.policy.Origin;
import cordon.api.policy.PathPattern;
import cordon.api.policy.PolicyEntry;
import cordon.linux.MountPoint;
import cordon.linux.Self;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How much of the host's directories a launch has in its view. Landlock guards what is opened, made and removed there, and two things
 * not: {@code connect(2)} to a socket, and calls that change a file by its path, such as {@code chmod(2)} and {@code utimensat(2)}. So a directory
 * that no connection names is not there, and one that is only read is mounted read-only. Stateless.
 */
final class HostPlaces {
    private static final List<String> PLACES = List.of("/etc", "/sys", "/home", "/root", "/media", "/mnt", "/opt", "/srv", "/var/cache", "/var/home",
            "/var/lib", "/var/log", "/var/spool");
    private static final String KERNEL = "/sys";
    /** Every application reads them. */
    private static final Set<String> ALWAYS = Set.of("/etc", KERNEL);
    /** The database of users where {@code /etc} cannot be written: every application reads it, too. */
    private static final String EXTRA_USERS = "/var/lib/extrausers";

    private final Launch launch;
    private final List<MountEntryRule> entries;
    private final SortedSet<String> mountPoints;
    private final List<LaunchStep> steps = new ArrayList<>();

    private HostPlaces(Launch launch, List<MountEntryRule> entries, SortedSet<String> mountPoints) {
        this.launch = launch;
        this.entries = entries;
        this.mountPoints = mountPoints;
    }

    /**
     * The steps.
     *
     * @param entries mounts of the policy, which may have their targets in a directory of the host
     * @param mounts  of the host
     */
    static List<LaunchStep> steps(Launch launch, List<MountEntryRule> entries, List<MountPoint> mounts) {
        SortedSet<String> points = new TreeSet<>();
        mounts.forEach(mount -> points.add(mount.target()));
        HostPlaces places = new HostPlaces(launch, entries, points);
        for (String place : PLACES) {
            if (isDirectory(place)) {
                places.show(place);
            }
        }
        return places.steps;
    }

    private static boolean isDirectory(String path) {
        return Files.isDirectory(Path.of(path), LinkOption.NOFOLLOW_LINKS);
    }

    private void show(String place) {
        String home = launch.user().home();
        boolean hasHome = home.equals(place) || home.startsWith(place + "/");
        List<String> named = new ArrayList<>();
        boolean written = named(place, named);
        boolean target = entries.stream().anyMatch(entry -> overlaps(entry.target().text(), place));
        if (target || ALWAYS.contains(place) || !named.isEmpty() && !hasHome) {
            if (!written && !hasHome) {
                steps.add(new MountStep.RemountReadOnly(place, !target));
            }
            // In a user namespace the kernel holds mounts of outside together (mount_namespaces(7)).
            if (place.equals(KERNEL) && Self.effectiveUid() == 0) {
                unmountBelow(place);
            }
        } else if (hasHome) {
            home(place, home, named);
        } else if (EXTRA_USERS.startsWith(place + "/") && isDirectory(EXTRA_USERS)) {
            only(place, EXTRA_USERS, true);
        } else {
            // What is below is an empty directory of the root, which is read-only.
            steps.add(new MountStep.Unmount(place));
        }
    }

    /** File systems of the kernel that nothing in the policy names, such as tracefs and most of the control groups. */
    private void unmountBelow(String place) {
        String gone = "//";
        for (String point : mountPoints) {
            if (point.startsWith(place + "/") && !point.startsWith(gone + "/") && !isNamed(point)) {
                steps.add(new MountStep.Unmount(point));
                gone = point;
            }
        }
    }

    private boolean isNamed(String point) {
        boolean byRule = launch.policy().entries().stream().map(PolicyEntry::rule).filter(FileRule.class::isInstance).map(FileRule.class::cast)
                .filter(rule -> !rule.deny()).flatMap(rule -> rule.path().alternatives(launch.variables()).stream()).anyMatch(pattern -> overlaps(pattern, point));
        return byRule || entries.stream().anyMatch(entry -> overlaps(entry.target().text(), point));
    }

    /** Without a connection that names more, of the homes there is the snap's data in the caller's. */
    private void home(String place, String home, List<String> named) {
        if (named.isEmpty()) {
            only(place, home + "/snap/" + launch.policy().snap().instanceName(), false);
        } else if (!home.equals(place) && named.stream().allMatch(pattern -> pattern.startsWith(home + "/"))) {
            only(place, home, false);
        }
    }

    /** Puts an empty directory in the place of one, and in it one of the directories that were there; an empty one, if it was not. */
    private void only(String place, String kept, boolean readOnly) {
        steps.add(new MountStep.Bind(kept, Places.HOME, true, readOnly, true, true, false, true));
        steps.add(new MountStep.Unmount(place));
        steps.add(new MountStep.Tmpfs(place, 0755, 0));
        for (int slash = kept.indexOf('/', place.length() + 1); slash > 0; slash = kept.indexOf('/', slash + 1)) {
            steps.add(new MountStep.MakeDirectory(kept.substring(0, slash), 0755));
        }
        steps.add(new MountStep.MakeDirectory(kept, 0755));
        steps.add(new MountStep.Bind(Places.HOME, kept, true, readOnly, true, true, false, false));
        steps.add(new MountStep.RemountReadOnly(place, false));
        steps.add(new MountStep.Unmount(Places.HOME));
    }

    /** Collects the patterns of connections that name something in a place; whether one of them is written to. */
    private boolean named(String place, List<String> patterns) {
        boolean written = false;
        for (PolicyEntry entry : launch.policy().entries()) {
            if (entry.rule() instanceof FileRule rule && !rule.deny() && !(entry.origin() instanceof Origin.Template)) {
                for (String pattern : rule.path().alternatives(launch.variables())) {
                    if (overlaps(pattern, place)) {
                        patterns.add(pattern);
                        written |= rule.access().contains(FileAccess.WRITE) || rule.access().contains(FileAccess.APPEND) || rule.access().contains(FileAccess.LINK);
                    }
                }
            }
        }
        return written;
    }

    /** Whether a pattern without alternatives can match the directory or something in it. */
    private static boolean overlaps(String pattern, String place) {
        String[] wanted = pattern.split("/");
        String[] parts = place.split("/");
        for (int i = 1; i < parts.length; i++) {
            if (i >= wanted.length) {
                return false;
            }
            if (wanted[i].contains("**")) {
                return true;
            }
            if (!wanted[i].equals(parts[i]) && !PathPattern.parse("/" + wanted[i]).matches("/" + parts[i], Map.of())) {
                return false;
            }
        }
        return true;
    }
}
