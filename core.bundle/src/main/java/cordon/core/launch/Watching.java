package cordon.core.launch;

import cordon.api.backend.Facet;
import cordon.api.backend.Launch;
import cordon.api.backend.Profile;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.Started;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rules;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.Manner.Observer;
import cordon.core.RunRequest;
import cordon.core.observe.ObservingFilter;
import cordon.core.observe.Watch;
import cordon.core.registry.Foreign;
import cordon.linux.FileRights;
import cordon.linux.LinuxException;
import cordon.linux.Memfd;
import cordon.linux.Signals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Launches commands that are watched: in their view of the file system, and refused nothing by their policy. What is loaded for other processes of
 * the command, and the command's profiles on disk, stay as they are. Thread-safe.
 */
final class Watching implements AutoCloseable {
    /** What no connection names would not be in the view. */
    private static final PolicyEntry EVERY_FILE = new PolicyEntry(Rules.parse("file", "/** rwkl"), new Origin.Snap(), "it is watched");

    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    /** The command in devmode, with the backends alone that make its view. */
    static AppToRun open(AppToRun app) throws CordonException {
        if (app.policy().confinement() == Confinement.CLASSIC) {
            throw new CordonException(Kind.INVALID, "cannot watch " + app.policy().label().text() + ": it is not confined, and needs no interface");
        }
        List<PolicyEntry> entries = new ArrayList<>(app.policy().entries());
        entries.add(EVERY_FILE);
        AppPolicy open = new AppPolicy(app.policy().label(), app.policy().snap(), Confinement.DEVMODE, entries);
        List<BoundBackend> backends = new ArrayList<>();
        try {
            for (BoundBackend bound : app.backends()) {
                if (Foreign.call(() -> bound.backend().facets()).contains(Facet.MOUNTS)) {
                    Profile profile = Foreign.call(() -> bound.backend().compile(open));
                    backends.add(new BoundBackend(bound.name(), bound.stage(), bound.backend(),
                            new StoredProfile(open.label(), open.hash(), bound.profile().file(), profile.text(), false)));
                }
            }
        } catch (Foreign.Failure e) {
            throw new CordonException(Kind.CONFINEMENT, "cannot watch " + app.policy().label().text() + ": " + e.getMessage(), e);
        }
        return app.under(open, backends);
    }

    /** The filter that tells. */
    static LaunchStep filter(AppPolicy policy) throws LinuxException {
        return new LaunchStep.Seccomp(Memfd.sealed("cordon-watch", ObservingFilter.of(policy).toBytes()), false, true, "what the policy has something to say about");
    }

    /** Watches a process that was started with that filter. @throws CordonException when it cannot be watched; it is ended */
    void begin(Started process, RunRequest request, Launch.User user, Observer observer) throws CordonException {
        boolean begun = false;
        try {
            watches.removeIf(Watch::hasEnded);
            Watch.of(process.pid(), new FileRights(user.uid(), user.gid(), user.groups()), observer).ifPresentOrElse(watches::add, observer::ended);
            begun = true;
        } catch (IOException e) {
            throw new CordonException(Kind.SYSTEM, "cannot watch " + request.command() + ": " + e.getMessage()
                    + "; it takes Linux 5.6 and a daemon that may look into its programs", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CordonException(Kind.CONFLICT, "cannot watch " + request.command() + ": it was interrupted", e);
        } finally {
            if (!begun) {
                process.signal(Signals.KILL);
                process.close();
            }
        }
    }

    /** Stops all watches. */
    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
