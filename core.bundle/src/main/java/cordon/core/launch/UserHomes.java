package cordon.core.launch;

import cordon.api.backend.Launch;
import cordon.core.CordonException;
import cordon.linux.LinuxException;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Users at home, with the directories that an application keeps there. What was found to be right is not opened again while the kernel
 * says that it is the same. Thread-safe.
 */
final class UserHomes {
    private static final int MOST = 4096;

    private final UserDirectories directories;
    private final Path runtimes;
    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    private record Key(int uid, String home, String instance, String revision) {
    }

    /**
     * What was right.
     *
     * @param real the home directory's path without any link
     * @param home what is at the path that the system gives for it
     * @param data the directory of the snap, with its ctime, which nobody can set: it changes when an entry is made, removed or replaced
     */
    private record Known(String real, Stat home, Stat data) {
    }

    /**
     * @param runtimes where users' runtime directories are: {@code /run/user}
     * @param asUser   makes directories
     */
    UserHomes(Path runtimes, AsUser asUser) {
        this.directories = new UserDirectories(runtimes, asUser);
        this.runtimes = runtimes;
    }

    /**
     * The user with a home directory whose path has no links. Directories that are missing are made: that takes a process of the user, which he can stop.
     *
     * @throws CordonException when there is no usable home, or a directory is a link, somebody else's, or cannot be made
     */
    Launch.User atHome(AppPaths paths, Launch.User user) throws CordonException {
        Key key = new Key(user.uid(), user.home(), paths.instance(), paths.revision());
        try {
            Known before = known.get(key);
            if (before != null && holds(before, paths, user)) {
                return at(before.real(), user);
            }
            try (HomeDirectory home = HomeDirectory.open(user)) {
                Optional<Stat> place = Paths.look(user.home());
                Optional<Stat> data = Paths.look(dataOf(home.path(), paths));
                directories.ensure(paths, user, home);
                // Whatever came in the place of something meanwhile shows now or at the next launch; after a change of just now it might not.
                if (place.isPresent() && data.filter(Stat::isSettled).isPresent() && Paths.look(dataOf(home.path(), paths)).equals(data)) {
                    remember(key, new Known(home.path(), place.get(), data.get()));
                }
                return at(home.path(), user);
            }
        } catch (LinuxException e) {
            throw notLookedAt(user, e);
        }
    }

    private static CordonException notLookedAt(Launch.User user, LinuxException cause) {
        return new CordonException(CordonException.Kind.SYSTEM, "cannot look at the home directory of " + user.name() + ": " + cause.getMessage(), cause);
    }

    private void remember(Key key, Known found) {
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(key, found);
    }

    private boolean holds(Known before, AppPaths paths, Launch.User user) throws LinuxException {
        return Paths.look(user.home()).filter(home -> home.sameFile(before.home()) && home.uid() == before.home().uid()).isPresent()
                && Paths.look(dataOf(before.real(), paths)).equals(Optional.of(before.data()))
                && runtimeHolds(paths, user);
    }

    /** Without a session there is no runtime directory, and nothing in it. */
    private boolean runtimeHolds(AppPaths paths, Launch.User user) throws LinuxException {
        String runtime = runtimes + "/" + Integer.toUnsignedString(user.uid());
        Optional<Stat> own = Paths.look(runtime + "/" + paths.runtimeName());
        return own.isPresent() ? own.get().isDirectory() && own.get().uid() == user.uid() : Paths.look(runtime).isEmpty();
    }

    private static String dataOf(String home, AppPaths paths) {
        return home + "/snap/" + paths.instance();
    }

    private static Launch.User at(String home, Launch.User user) {
        return home.equals(user.home()) ? user : new Launch.User(user.name(), user.uid(), user.gid(), user.groups(), home);
    }
}
