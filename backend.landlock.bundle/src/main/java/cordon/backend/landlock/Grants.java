package cordon.backend.landlock;

import cordon.linux.Fd;
import cordon.linux.Landlock;
import cordon.linux.LinuxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was allowed on which path, added to a ruleset as it is found: what is added is the file that was looked at, whatever the
 * path leads to later. Used by one thread.
 */
final class Grants {
    private final Fd ruleset;
    private final long handled;
    private final Map<String, Long> paths = new HashMap<>();
    private final TreeMap<String, Boolean> kinds = new TreeMap<>();
    private final TreeSet<String> notes = new TreeSet<>();

    Grants(Fd ruleset, long handled) {
        this.ruleset = ruleset;
        this.handled = handled;
    }

    /** Allows rights on an open file or directory; nothing when none of them is handled. */
    void allow(Fd file, List<String> path, boolean directory, long rights) throws LinuxException {
        String name = "/" + String.join("/", path);
        long known = paths.getOrDefault(name, 0L);
        long wanted = rights & handled;
        if ((wanted & ~known) != 0) {
            Landlock.addPath(ruleset, file, wanted);
            paths.put(name, known | wanted);
        }
        kinds.put(name, directory);
    }

    /** Whether rights are allowed on a directory on the way to a path already, and so on the path. */
    boolean covers(List<String> path, long rights) {
        long missing = rights & handled;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < path.size() && missing != 0; i++) {
            name.append('/').append(path.get(i));
            missing &= ~paths.getOrDefault(name.toString(), 0L);
        }
        return missing == 0;
    }

    /** Something that could not be allowed, for the caller. */
    void note(String text) {
        notes.add(text);
    }

    /** By path, what is allowed. */
    Map<String, Long> paths() {
        return paths;
    }

    /** By path, whether it is a directory. */
    TreeMap<String, Boolean> kinds() {
        return kinds;
    }

    /** In order, each once. */
    List<String> notes() {
        return List.copyOf(notes);
    }
}
