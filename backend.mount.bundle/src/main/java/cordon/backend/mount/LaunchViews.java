package cordon.backend.mount;

import cordon.api.backend.BackendException;
import cordon.api.backend.Launch;
import cordon.api.launch.PlanRunner;
import cordon.api.policy.MountEntryRule;
import cordon.api.snap.SecurityLabel;
import cordon.linux.LinuxException;
import cordon.linux.MountTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The views made so far, the least used ones forgotten first. All are forgotten when a mount of the host has changed. The caller lets one
 * thread at a time in.
 */
final class LaunchViews {
    private static final int MOST = 256;

    private record Key(SecurityLabel label, int uid, String home) {
    }

    private final PlanRunner runner;
    private final LinkedHashMap<Key, LaunchView> views = new LinkedHashMap<>(16, 0.75f, true);
    private MountTable hostMounts;

    LaunchViews(PlanRunner runner) {
        this.runner = runner;
    }

    /** The view of a launch, made now unless there is one that still holds. It stays this object's. */
    LaunchView of(KeptNamespace snap, Launch launch, List<MountEntryRule> entries) throws BackendException, IOException {
        forgetOutdated();
        Key key = new Key(launch.policy().label(), launch.user().uid(), launch.user().home());
        LaunchView known = views.get(key);
        if (known != null && known.holds(snap, launch, entries)) {
            return known;
        }
        LaunchView made = LaunchView.make(snap, launch, entries, runner);
        LaunchView old = views.put(key, made);
        if (old != null) {
            old.close();
        }
        while (views.size() > MOST) {
            views.remove(views.keySet().iterator().next()).close();
        }
        return made;
    }

    private void forgetOutdated() throws LinuxException {
        if (hostMounts == null) {
            hostMounts = MountTable.open();
        } else if (hostMounts.changed()) {
            forget(key -> true);
        }
    }

    /** Forgets the views of a snap's commands. */
    void forget(String snap) {
        forget(key -> key.label().snap().equals(snap));
    }

    private void forget(Predicate<Key> which) {
        List<Key> keys = new ArrayList<>(views.keySet());
        keys.stream().filter(which).forEach(key -> views.remove(key).close());
    }

    /** Forgets all. */
    void close() {
        forget(key -> true);
        if (hostMounts != null) {
            hostMounts.close();
            hostMounts = null;
        }
    }
}
