package cordon.core.snapyaml;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules for paths of a layout and of sockets. Such paths become rules of a profile, so characters are an allow-list: no
 * quote, comma, white space, brace, bracket, {@code * ? ^ #} or backslash, and {@code @} never before a brace (CVE-2021-4120).
 */
final class LayoutPaths {

    static final List<String> VARIABLES = List.of("$SNAP", "$SNAP_DATA", "$SNAP_COMMON");

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9/._+:=~%@-]*+");

    /** What nobody may replace, not even in the view of one snap. Nothing below and nothing above such a place can be a layout. */
    private static final List<String> FORBIDDEN = List.of(
            // The kernel's own views, and what launching puts there.
            "/dev", "/proc", "/sys", "/tmp",
            // Mounts and sockets that are shared with the host.
            "/run", "/var/run", "/media",
            // The kernel looks for firmware and modules in the mount namespace of the process that needs them.
            "/lib/firmware", "/usr/lib/firmware", "/lib/modules", "/usr/lib/modules",
            // Data of snaps and of users.
            "/var/lib/snapd", "/var/snap", "/home",
            // No program looks for its files there.
            "/boot", "/lost+found");

    /** Directories of a base's root; others cannot be made, for the root itself is read-only. */
    private static final Set<String> TOP =
            Set.of("bin", "etc", "lib", "lib64", "meta", "mnt", "opt", "root", "sbin", "snap", "srv", "usr", "var", "writable");

    private LayoutPaths() {
    }

    /** Why this cannot be the path of a layout of this snap; empty if it can. */
    static Optional<String> wrongTarget(String path, String snap) {
        Optional<String> variable = variableOf(path, VARIABLES);
        String rest = variable.map(name -> path.substring(name.length())).orElse(path);
        if (variable.isEmpty() && !path.startsWith("/")) {
            return Optional.of("is not absolute; begin it with / or with one of " + String.join(", ", VARIABLES));
        }
        if (path.equals("/")) {
            return Optional.of("is the root directory, which cannot be replaced; name a path below it");
        }
        Optional<String> unclean = unclean(rest);
        if (unclean.isPresent() || variable.isPresent()) {
            return unclean;
        }
        for (String place : FORBIDDEN) {
            if (isWithin(path, place)) {
                return Optional.of("lies in " + place + ", which no layout can change; choose another place");
            }
        }
        String top = path.split("/")[1];
        if (!TOP.contains(top)) {
            return Optional.of("needs a directory /" + top
                    + " in the root, which cannot be made; choose a place below one that exists, such as /opt or /usr");
        }
        for (String place : FORBIDDEN) {
            if (isWithin(place, path)) {
                return Optional.of("would hide " + place + ", which no layout can change; choose a place below it");
            }
        }
        if (path.equals("/snap") || isWithin(path, "/snap") && !isWithin(path, "/snap/" + snap)) {
            return Optional.of("belongs to other snaps; choose a place outside /snap");
        }
        return Optional.empty();
    }

    /** Why this cannot be what a layout shows; empty if it can. It must lie in the snap or in its data. */
    static Optional<String> wrongSource(String path) {
        return wrongBelow(path, VARIABLES, true);
    }

    /** Why this is no clean path at (if allowed) or below one of these variables; empty if it is. */
    static Optional<String> wrongBelow(String path, List<String> variables, boolean allowed) {
        Optional<String> variable = variableOf(path, variables);
        if (variable.isEmpty() || !allowed && path.equals(variable.get())) {
            return Optional.of(Shown.quoted(path) + " does not begin with one of " + String.join("/, ", variables)
                    + "/; it must lie there");
        }
        return unclean(path.substring(variable.get().length())).map(why -> Shown.quoted(path) + " " + why);
    }

    private static Optional<String> variableOf(String path, List<String> variables) {
        return variables.stream().filter(variable -> isWithin(path, variable)).findFirst();
    }

    /** Whether a clean path is another one or lies below it. */
    static boolean isWithin(String path, String place) {
        return path.equals(place) || path.startsWith(place + "/");
    }

    private static Optional<String> unclean(String path) {
        if (!SAFE.matcher(path).matches()) {
            return Optional.of("holds a character that no path of a layout can; possible are letters, digits and / . _ + : = ~ % @ -");
        }
        if (path.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = Arrays.asList(path.substring(1).split("/", -1));
        if (parts.contains("") || parts.contains(".") || parts.contains("..")) {
            return Optional.of("is not clean; write it without \"//\", \".\", \"..\" and without / at the end");
        }
        return Optional.empty();
    }
}
