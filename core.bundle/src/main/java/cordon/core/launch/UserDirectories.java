package cordon.core.launch;

import cordon.api.backend.Launch;
import cordon.core.CordonException;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The directories that an application keeps of its user: {@code ~/snap/NAME/REVISION}, {@code ~/snap/NAME/common} and, where the user
 * has a runtime directory, {@code snap.NAME} in it. They are looked at for each launch, by descriptor: the application could
 * have put a link to something else in the place of one. What is missing is made with the user's rights. Thread-safe.
 */
final class UserDirectories {
    private static final int FLAGS = OpenFlags.O_PATH | OpenFlags.O_DIRECTORY;
    private static final Pattern REVISION = Pattern.compile("x?[1-9][0-9]{0,8}");
    private static final String SNAP = "snap";
    private static final String COMMON = "common";

    private final Path runtimes;
    private final AsUser asUser;

    /**
     * @param runtimes where users' runtime directories are: {@code /run/user}
     * @param asUser   makes directories
     */
    UserDirectories(Path runtimes, AsUser asUser) {
        this.runtimes = runtimes;
        this.asUser = asUser;
    }

    /**
     * Sees to it that they are there and the user's.
     *
     * @throws CordonException when one is a link, no directory or somebody else's, or cannot be made
     */
    void ensure(AppPaths paths, Launch.User user, HomeDirectory home) throws CordonException {
        boolean inHome = inHome(paths, user, home);
        boolean inRuntime = inRuntime(paths, user);
        if (!inHome) {
            Optional<String> before = revisionBefore(paths, user, home);
            asUser.makeData(paths, user, home, before);
        }
        if (!inRuntime) {
            asUser.makeRuntime(paths, user, runtimeOf(user));
        }
        // All is looked at again after something was made: it is the user's to change.
        if ((!inHome || !inRuntime) && (!inHome(paths, user, home) || !inRuntime(paths, user))) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot use the data directories of " + user.name() + " for " + paths.instance()
                    + ": one that was just made is gone; try again");
        }
    }

    private static boolean inHome(AppPaths paths, Launch.User user, HomeDirectory home) throws CordonException {
        Fd snaps = own(home.directory(), SNAP, user, home.path());
        if (snaps == null) {
            return false;
        }
        try (snaps; Fd data = own(snaps, paths.instance(), user, home.path() + "/snap")) {
            String place = home.path() + "/snap/" + paths.instance();
            return data != null && isOwn(data, paths.revision(), user, place) && isOwn(data, COMMON, user, place);
        }
    }

    /** Without a session there is no runtime directory, and nothing to make in it. */
    private boolean inRuntime(AppPaths paths, Launch.User user) throws CordonException {
        String place = runtimeOf(user);
        try (Fd runtime = Paths.openAbsolute(place, FLAGS)) {
            return Paths.stat(runtime).uid() != user.uid() || isOwn(runtime, paths.runtimeName(), user, place);
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return true;
            }
            throw wrong(place, "cannot be opened: " + e.getMessage(), e);
        }
    }

    private String runtimeOf(Launch.User user) {
        return runtimes + "/" + Integer.toUnsignedString(user.uid());
    }

    /** The revision whose data a new one begins with: the one that {@code current} names. It is the user's link, hence only a name. */
    private static Optional<String> revisionBefore(AppPaths paths, Launch.User user, HomeDirectory home) throws CordonException {
        String place = home.path() + "/snap/" + paths.instance();
        try (Fd snaps = own(home.directory(), SNAP, user, home.path());
                Fd data = snaps == null ? null : own(snaps, paths.instance(), user, home.path() + "/snap")) {
            if (data == null) {
                return Optional.empty();
            }
            Optional<Stat> link = Paths.stat(data, "current");
            if (link.isEmpty() || !link.get().isSymlink()) {
                return Optional.empty();
            }
            String revision = Paths.readLink(data, "current");
            boolean usable = REVISION.matcher(revision).matches() && !revision.equals(paths.revision()) && isOwn(data, revision, user, place);
            return usable ? Optional.of(revision) : Optional.empty();
        } catch (LinuxException e) {
            throw wrong(place, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isOwn(Fd parent, String name, Launch.User user, String place) throws CordonException {
        try (Fd found = own(parent, name, user, place)) {
            return found != null;
        }
    }

    /** A directory of the user, open; null when there is nothing of this name. */
    private static Fd own(Fd parent, String name, Launch.User user, String place) throws CordonException {
        String path = place + "/" + name;
        Fd found = null;
        boolean done = false;
        try {
            found = Paths.open(parent, name, FLAGS, 0, Paths.BENEATH);
            int owner = Paths.stat(found).uid();
            if (owner != user.uid()) {
                throw wrong(path, "belongs to user " + Integer.toUnsignedString(owner) + ", not to " + user.name() + "; remove it, or give it back", null);
            }
            done = true;
            return found;
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return null;
            }
            throw switch (e.errno()) {
                case Errno.ELOOP -> wrong(path, "is a symbolic link; it has to be a directory: remove the link", e);
                case Errno.ENOTDIR -> wrong(path, "is no directory; remove it", e);
                default -> wrong(path, "cannot be opened: " + e.getMessage(), e);
            };
        } finally {
            if (!done && found != null) {
                found.close();
            }
        }
    }

    private static CordonException wrong(String path, String why, LinuxException cause) {
        return new CordonException(CordonException.Kind.CONFLICT, "cannot use the data directory " + path + ": it " + why, cause);
    }
}
