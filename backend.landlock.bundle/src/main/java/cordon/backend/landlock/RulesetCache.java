package cordon.backend.landlock;

import cordon.api.backend.BackendException;
import cordon.api.backend.Launch;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import cordon.linux.Fd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The rulesets made so far, the least used ones forgotten first. Thread-safe. */
final class RulesetCache {
    private static final int MOST = 256;

    /**
     * Whose ruleset it is.
     *
     * @param label  of the command
     * @param uid    of the user
     * @param home   of the user
     * @param device of the root directory: each namespace's root is a file system of its own
     */
    private record Key(String label, String snap, int uid, String home, String device) {
    }

    private final int abi;
    private final LinkedHashMap<Key, Ruleset> rulesets = new LinkedHashMap<>(16, 0.75f, true);

    RulesetCache(int abi) {
        this.abi = abi;
    }

    /** What a launch takes from a ruleset. */
    record Use(Fd ruleset, Ruleset made) {
    }

    /** The ruleset of a launch, made now unless there is one that still holds. The descriptor is the caller's. */
    synchronized Use use(Launch launch) throws BackendException, LinuxException {
        Key key = key(launch);
        Ruleset known = rulesets.get(key);
        if (known == null || !known.text().equals(launch.profile().text()) || !known.watch().holds()) {
            FileProfile profile = FileProfile.parse(launch.profile().text(), launch.profile().file().toString());
            Ruleset made = Ruleset.make(profile, launch, abi);
            Ruleset old = rulesets.put(key, made);
            if (old != null) {
                old.close();
            }
            shrink();
            known = made;
        }
        return new Use(known.fd().duplicate(), known);
    }

    private static Key key(Launch launch) throws LinuxException {
        try (Fd self = Paths.openRoot("/proc/self/fd", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);
                Fd root = Paths.open(self, Integer.toString(launch.root().number()), OpenFlags.O_PATH, 0, 0)) {
            Stat stat = Paths.stat(root);
            return new Key(launch.policy().label().text(), launch.policy().label().snap(), launch.user().uid(), launch.user().home(),
                    stat.deviceMajor() + ":" + stat.deviceMinor() + ":" + stat.inode());
        }
    }

    private void shrink() {
        while (rulesets.size() > MOST) {
            Map.Entry<Key, Ruleset> eldest = rulesets.entrySet().iterator().next();
            rulesets.remove(eldest.getKey()).close();
        }
    }

    /** Forgets the rulesets of a command. */
    void forgetLabel(String label) {
        forget(key -> key.label().equals(label));
    }

    /** Forgets the rulesets of a snap. */
    void forgetSnap(String snap) {
        forget(key -> key.snap().equals(snap));
    }

    /** Forgets all. */
    void clear() {
        forget(key -> true);
    }

    private synchronized void forget(Predicate<Key> which) {
        List<Key> keys = new ArrayList<>(rulesets.keySet());
        keys.stream().filter(which).forEach(key -> rulesets.remove(key).close());
    }
}
