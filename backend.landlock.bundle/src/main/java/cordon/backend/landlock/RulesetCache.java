package cordon.backend.landlock;

import cordon.api.backend.BackendException;
import cordon.api.backend.Launch;
import cordon.api.snap.SecurityLabel;
import cordon.linux.DirectoryNotices;
import cordon.linux.Fd;
import java.io.IOException;
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
     * @param label of the command
     * @param uid   of the user
     * @param home  of the user
     */
    private record Key(SecurityLabel label, int uid, String home) {
    }

    private final int abi;
    private DirectoryNotices notices;
    private final LinkedHashMap<Key, Ruleset> rulesets = new LinkedHashMap<>(16, 0.75f, true);

    RulesetCache(int abi) {
        this.abi = abi;
    }

    /** What a launch takes from a ruleset. */
    record Use(Fd ruleset, Ruleset made) {
    }

    /** The ruleset of a launch, made now unless there is one that still holds. The descriptor is the caller's. */
    synchronized Use use(Launch launch) throws BackendException, IOException {
        Key key = new Key(launch.policy().label(), launch.user().uid(), launch.user().home());
        Ruleset known = rulesets.get(key);
        if (known == null || !known.isOf(launch) || !known.watch().holds()) {
            FileProfile profile = FileProfile.parse(launch.profile().text(), launch.profile().file().toString());
            if (notices == null) {
                notices = DirectoryNotices.open();
            }
            known = Ruleset.make(profile, launch, abi, notices);
            Ruleset old = rulesets.put(key, known);
            if (old != null) {
                old.close();
            }
            shrink();
        }
        return new Use(known.fd().share(), known);
    }

    private void shrink() {
        while (rulesets.size() > MOST) {
            Map.Entry<Key, Ruleset> eldest = rulesets.entrySet().iterator().next();
            rulesets.remove(eldest.getKey()).close();
        }
    }

    /** Forgets the rulesets of a command. */
    void forgetLabel(SecurityLabel label) {
        forget(key -> key.label().equals(label));
    }

    /** Forgets the rulesets of a snap. */
    void forgetSnap(String snap) {
        forget(key -> key.label().snap().equals(snap));
    }

    /** Forgets all. */
    synchronized void clear() {
        forget(key -> true);
        if (notices != null) {
            notices.close();
            notices = null;
        }
    }

    private synchronized void forget(Predicate<Key> which) {
        List<Key> keys = new ArrayList<>(rulesets.keySet());
        keys.stream().filter(which).forEach(key -> rulesets.remove(key).close());
    }
}
