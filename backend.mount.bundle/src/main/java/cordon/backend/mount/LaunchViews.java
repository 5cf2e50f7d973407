package cordon.backend.mount;

import cordon.api.backend.BackendException;
import cordon.api.backend.Launch;
import cordon.api.launch.PlanRunner;
import cordon.api.policy.MountEntryRule;
import cordon.api.snap.SecurityLabel;
import cordon.linux.DirectoryNotices;
import cordon.linux.LinuxException;
import cordon.linux.MountPoint;
import cordon.linux.MountTable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * The views made so far, the least used ones forgotten first. One is forgotten when the host's mounts have
 * changed where it matters to it. The caller lets one
 * thread at a time in.
 */
final class LaunchViews {
    private static final int MOST = 256;

    private record Key(SecurityLabel label, int uid, String home) {
    }

    private final PlanRunner runner;
    private final LinkedHashMap<Key, LaunchView> views = new LinkedHashMap<>(16, 0.75f, true);
    private DirectoryNotices notices;
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
        LaunchView made = LaunchView.make(snap, launch, entries, runner, notices);
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
            notices = DirectoryNotices.open();
        } else if (hostMounts.changed()) {
            List<MountPoint> all = MountPoint.all();
            forget((key, view) -> !view.holds(all));
        }
    }

    /** Forgets the views of a snap's commands. */
    void forget(String snap) {
        forget((key, view) -> key.label().snap().equals(snap));
    }

    private void forget(BiPredicate<Key, LaunchView> which) {
        views.entrySet().removeIf(entry -> {
            boolean gone = which.test(entry.getKey(), entry.getValue());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
    }

    /** Forgets all. */
    void close() {
        forget((key, view) -> true);
        if (hostMounts != null) {
            hostMounts.close();
            notices.close();
            hostMounts = null;
        }
    }
}
