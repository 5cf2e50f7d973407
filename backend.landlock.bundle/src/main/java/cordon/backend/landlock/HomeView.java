package cordon.backend.landlock;

import cordon.api.launch.LaunchStep;
import cordon.api.launch.MountStep;
import cordon.linux.Fd;
import cordon.linux.LandlockAccess;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import cordon.linux.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A home directory of which an application sees what it may use: a read-only directory of the framework's with a stub for each
 * granted entry, and the entry bound on it. So the directory can be listed without a right on the real one, under which the
 * hidden entries are, and no name can be made in it. The places for it are the mount backend's, in {@code /.cordon}.
 */
final class HomeView {
    private static final String PLACES = ".cordon";
    private static final String STASH = "/.cordon/home";
    private static final String STUBS = "/.cordon/homes";
    private static final String EMPTY = "/.cordon/empty";

    private HomeView() {
    }

    /** A name in the view: a stub for what is granted whole, or a directory with further names. */
    private static final class Stub {
        private final boolean directory;
        private final boolean granted;
        private final Map<String, Stub> names = new TreeMap<>();

        Stub(boolean directory, boolean granted) {
            this.directory = directory;
            this.granted = granted;
        }
    }

    /**
     * Brings the stubs up to date and gives the mounts of a launch. Grants listing of the view.
     *
     * @param name of the directory of stubs: the application and the user
     * @return empty when the view's namespace has no place for it
     */
    static Optional<List<LaunchStep>> prepare(Directory root, String name, String home, Grants grants) throws LinuxException {
        Optional<Directory> places = root.child(PLACES);
        Optional<Directory> homes = places.isEmpty() ? Optional.empty() : places.get().child("homes");
        if (homes.isEmpty()) {
            return Optional.empty();
        }
        Stub view = view(home, grants);
        try (Fd parent = Paths.open(homes.get().fd(), ".", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0, Paths.BENEATH);
                Fd stubs = Paths.ensureDirectory(parent, name, 0755)) {
            update(stubs, view);
            grants.allow(stubs, List.of(PLACES, "homes", name), true, LandlockAccess.READ_DIR);
        }
        List<LaunchStep> steps = new ArrayList<>();
        steps.add(new MountStep.Bind(home, STASH, true, false, false, false, false, false));
        steps.add(new MountStep.Bind(STUBS + "/" + name, home, false, true, true, true, true, false));
        mounts(view, "", home, steps);
        steps.add(new MountStep.Bind(EMPTY, STASH, false, true, true, true, true, false));
        return Optional.of(steps);
    }

    private static Stub view(String home, Grants grants) {
        Stub top = new Stub(true, false);
        for (Map.Entry<String, Boolean> granted : grants.kinds().tailMap(home + "/").entrySet()) {
            if (!granted.getKey().startsWith(home + "/")) {
                break;
            }
            add(top, granted.getKey().substring(home.length() + 1).split("/"), 0, granted.getValue());
        }
        return top;
    }

    private static void add(Stub parent, String[] path, int at, boolean directory) {
        if (parent.granted) {
            return;
        }
        boolean last = at == path.length - 1;
        Stub stub = parent.names.computeIfAbsent(path[at], name -> new Stub(!last || directory, last));
        if (!last) {
            add(stub, path, at + 1, directory);
        }
    }

    private static void update(Fd directory, Stub view) throws LinuxException {
        for (String name : Paths.list(directory)) {
            Stub wanted = view.names.get(name);
            Optional<Stat> found = Paths.stat(directory, name);
            if (wanted == null || found.filter(stat -> stat.isDirectory() != wanted.directory).isPresent()) {
                Trees.remove(directory, name);
            }
        }
        for (Map.Entry<String, Stub> stub : view.names.entrySet()) {
            if (!stub.getValue().directory) {
                int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_NOFOLLOW;
                Paths.open(directory, stub.getKey(), flags, 0444, Paths.BENEATH).close();
            } else {
                try (Fd inner = Paths.ensureDirectory(directory, stub.getKey(), 0755)) {
                    update(inner, stub.getValue());
                }
            }
        }
    }

    private static void mounts(Stub view, String below, String home, List<LaunchStep> steps) {
        view.names.forEach((name, stub) -> {
            String path = below + "/" + name;
            if (stub.granted) {
                steps.add(new MountStep.Bind(STASH + path, home + path, true, false, true, true, false, true));
            } else {
                mounts(stub, path, home, steps);
            }
        });
    }
}
