package cordon.backend.mount;

import cordon.api.backend.BackendException;
import cordon.api.backend.Launch;
import cordon.api.launch.PlanRunner;
import cordon.api.policy.MountEntryRule;
import cordon.api.policy.PathPattern;
import cordon.api.snap.SecurityLabel;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The namespaces of the snaps: one each, made at the first launch, made anew when what it is made of changes. Thread-safe. */
final class SnapNamespaces {
    private static final int MOST_PLACES = 4096;

    private final String configuredRoot;
    private final PlanRunner runner;
    private String realRoot;
    private final Map<String, KeptNamespace> kept = new HashMap<>();
    private final LaunchViews views;
    private final EndingNamespaces ending = new EndingNamespaces();
    private final Map<Path, Place> places = new HashMap<>();

    SnapNamespaces(String stateRoot, PlanRunner runner) {
        this.configuredRoot = stateRoot;
        this.runner = runner;
        this.views = new LaunchViews(runner);
    }

    /**
     * Descriptors for one launch, which owns them.
     *
     * @param namespace of the view
     * @param root      of the view, O_PATH
     * @param end       where the launch's own namespace is to be sent, to end
     */
    record Joined(Fd namespace, Fd root, Fd end) {
    }

    /** Finds or makes the namespace of a snap, and in it the view of a launch. */
    synchronized Joined join(Launch launch, List<MountEntryRule> entries) throws BackendException {
        String snap = launch.policy().snap().instanceName();
        try {
            Construction wanted = construction(launch, entries);
            String key = wanted.key();
            KeptNamespace namespace = kept.get(snap);
            if (namespace == null || !namespace.key().equals(key)) {
                namespace = replace(namespace, wanted, key);
            }
            return joined(views.of(namespace, launch, entries));
        } catch (IOException e) {
            throw new BackendException("cannot prepare the namespace of snap \"" + snap + "\": " + e.getMessage(), e);
        }
    }

    /** Follows a change of a command's entries in the views of its running launches. @return whether they have all of it */
    synchronized boolean follow(SecurityLabel label, List<MountEntryRule> before, List<MountEntryRule> now) throws BackendException {
        try {
            return new LiveMounts(root(), runner).follow(label, before, now);
        } catch (IOException e) {
            throw new BackendException("cannot change the mounts of " + label.text() + ", which runs: " + e.getMessage(), e);
        }
    }

    private KeptNamespace replace(KeptNamespace old, Construction wanted, String key) throws BackendException, IOException {
        views.forget(wanted.snap());
        NamespaceStore store = store();
        if (old == null) {
            Optional<KeptNamespace> earlier = store.reattach(wanted.snap());
            if (earlier.isPresent() && earlier.get().key().equals(key)) {
                kept.put(wanted.snap(), earlier.get());
                return earlier.get();
            }
            earlier.ifPresent(KeptNamespace::close);
        } else {
            kept.remove(wanted.snap()).close();
        }
        store.release(wanted.snap());
        try (Holder holder = new NamespaceMaker(root(), runner).make(wanted)) {
            KeptNamespace made = store.keep(wanted.snap(), key, holder);
            kept.put(wanted.snap(), made);
            return made;
        }
    }

    private Joined joined(LaunchView view) throws LinuxException {
        Fd end = ending.place();
        return new Joined(view.namespace().share(), view.root().share(), end);
    }

    /** A snap is gone: its namespace, its private {@code /tmp} and the stubs of homes go too. */
    synchronized void forget(String snap) throws BackendException {
        ending.end();
        views.forget(snap);
        KeptNamespace namespace = kept.remove(snap);
        if (namespace != null) {
            namespace.close();
        }
        try {
            store().release(snap);
            StateDirectories.forget(root(), snap);
        } catch (IOException e) {
            throw new BackendException("cannot let go of the namespace of snap \"" + snap + "\": " + e.getMessage(), e);
        }
    }

    /** Ends the namespaces in which no process runs, and closes all descriptors. */
    synchronized void stop() throws BackendException {
        ending.close();
        try {
            if (!Files.isDirectory(Path.of(configuredRoot, "run", "ns"), LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            NamespaceStore store = store();
            for (String snap : store.snaps()) {
                KeptNamespace namespace = kept.containsKey(snap) ? kept.remove(snap) : store.reattach(snap).orElse(null);
                boolean used = false;
                if (namespace != null) {
                    used = Occupants.any(namespace.root());
                    namespace.close();
                }
                if (!used) {
                    store.release(snap);
                }
            }
            store.close();
        } catch (IOException e) {
            throw new BackendException("cannot let go of the namespaces of the snaps: " + e.getMessage(), e);
        } finally {
            views.close();
            kept.values().forEach(KeptNamespace::close);
            kept.clear();
        }
    }

    private Construction construction(Launch launch, List<MountEntryRule> entries) throws IOException {
        String root = root();
        Place directory = place(launch.snapDirectory());
        Optional<Place> base = launch.baseDirectory().isPresent() ? Optional.of(place(launch.baseDirectory().get())) : Optional.empty();
        String identity = directory.identity() + base.map(place -> " " + place.identity()).orElse("");
        List<MountEntryRule> resolved = new ArrayList<>();
        for (MountEntryRule entry : entries) {
            resolved.add(new MountEntryRule(entry.type(), resolve(entry.source(), launch), resolve(entry.target(), launch), entry.readOnly()));
        }
        resolved.sort(Comparator.comparing((MountEntryRule entry) -> entry.target().text()).thenComparing(MountEntryRule::text));
        return new Construction(launch.policy().snap().instanceName(), launch.policy().snap().revision(), root, directory.path(),
                base.map(Place::path), identity, resolved);
    }

    private static PathPattern resolve(PathPattern path, Launch launch) {
        return path == null ? null : PathPattern.parse(path.alternatives(launch.variables()).get(0));
    }

    private Place place(Path given) throws IOException {
        Place known = places.get(given);
        if (known == null || !known.isStill(given)) {
            known = Place.of(given);
            if (places.size() >= MOST_PLACES) {
                places.clear();
            }
            places.put(given, known);
        }
        return known;
    }

    /** A directory by its path without links, and what was there. */
    private record Place(String path, Stat directory) {
        static Place of(Path given) throws IOException {
            try {
                return at(given.toString());
            } catch (LinuxException e) {
                if (e.errno() != Errno.ELOOP) {
                    throw e;
                }
                return at(given.toRealPath().toString());
            }
        }

        /** Whether the path still leads there. */
        boolean isStill(Path given) throws LinuxException {
            Optional<Stat> now = Paths.look(given.toString());
            return now.isPresent() && now.get().sameFile(directory) && now.get().changedNanos() == directory.changedNanos();
        }

        private static Place at(String path) throws LinuxException {
            try (Fd open = Paths.openAbsolute(path, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
                return new Place(path, Paths.stat(open));
            }
        }

        /** What tells it from another directory at the same path. */
        String identity() {
            return directory.deviceMajor() + ":" + directory.deviceMinor() + ":" + directory.inode() + ":" + directory.changedNanos();
        }
    }

    private NamespaceStore store() throws IOException {
        return new NamespaceStore(root(), runner);
    }

    /** Mounts are made at paths without links; the configured one may have some. */
    private String root() throws IOException {
        if (realRoot == null) {
            realRoot = Path.of(configuredRoot).toRealPath().toString();
        }
        return realRoot;
    }
}
