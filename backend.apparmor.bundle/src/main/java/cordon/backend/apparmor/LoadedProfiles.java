package cordon.backend.apparmor;

import cordon.api.backend.BackendException;
import cordon.api.backend.StoredProfile;
import cordon.api.snap.SecurityLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes profiles effective: all of a batch are compiled before the first is loaded, so that one that cannot be compiled changes
 * nothing. Where the kernel does not enforce, they are compiled all the same, and errors show here as they would there. Several
 * labels may be worked on at once, each by one thread.
 */
final class LoadedProfiles {
    /** Stands in a text that has a profile, at the beginning of a line. */
    private static final String PROFILE = "\nprofile ";

    private record Known(Path file, String text) {
    }

    private final Kernel kernel;
    private final Parser parser;
    private final Map<SecurityLabel, Known> known = new ConcurrentHashMap<>();

    LoadedProfiles(Kernel kernel, Parser parser) {
        this.kernel = kernel;
        this.parser = parser;
    }

    /** Compiles what is new or different, in one call, and loads it, in another. */
    void load(List<StoredProfile> batch) throws BackendException {
        try {
            Set<String> loaded = kernel.enforces() ? kernel.loaded() : Set.of();
            List<StoredProfile> changed = batch.stream().filter(profile -> !inForce(profile, loaded)).toList();
            if (changed.isEmpty()) {
                return;
            }
            Workspace workspace = Workspace.of(kernel, changed.get(0));
            compile(workspace, changed);
            if (kernel.enforces()) {
                enforce(workspace, changed, loaded);
            }
            changed.forEach(profile -> known.put(profile.label(), new Known(profile.file(), profile.text())));
        } catch (IOException e) {
            throw new BackendException("cannot load AppArmor profiles: " + e.getMessage(), e);
        }
    }

    private boolean inForce(StoredProfile profile, Set<String> loaded) {
        Known one = known.get(profile.label());
        boolean there = !kernel.enforces() || loaded.contains(profile.label().text()) || !profile.text().contains(PROFILE);
        return there && new Known(profile.file(), profile.text()).equals(one);
    }

    private void compile(Workspace workspace, List<StoredProfile> changed) throws IOException, BackendException {
        List<StoredProfile> fresh = new ArrayList<>();
        for (StoredProfile profile : changed) {
            if (!workspace.holds(profile.label().text(), profile.text(), parser.build())) {
                workspace.forget(profile.label().text());
                fresh.add(profile);
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        Parser.Outcome outcome = parser.compile(workspace, files(fresh));
        if (!outcome.succeeded()) {
            for (StoredProfile profile : fresh) {
                workspace.forget(profile.label().text());
            }
            throw new BackendException(new Fault(parser, workspace, fresh).explain(outcome.output()));
        }
        for (StoredProfile profile : fresh) {
            workspace.keep(profile.label().text(), profile.text(), parser.build());
        }
    }

    private void enforce(Workspace workspace, List<StoredProfile> changed, Set<String> loaded) throws IOException, BackendException {
        // Until all are loaded it is not known which are: whoever puts those of before back has to load them.
        changed.forEach(profile -> known.remove(profile.label()));
        Parser.Outcome outcome = parser.load(workspace, files(changed));
        if (!outcome.succeeded()) {
            throw new BackendException("cannot load AppArmor profiles into the kernel: " + outcome.output().strip());
        }
        for (StoredProfile profile : changed) {
            if (!profile.text().contains(PROFILE) && loaded.contains(profile.label().text())) {
                kernel.remove(profile.label().text());
            }
        }
    }

    /** Makes the text of the file the one in force, if somebody edited it since. */
    void refresh(StoredProfile profile) throws BackendException {
        String text;
        try {
            text = Files.readString(profile.file());
        } catch (IOException e) {
            throw new BackendException("cannot read the AppArmor profile " + profile.file() + ": " + e.getMessage(), e);
        }
        Known one = known.get(profile.label());
        if (one == null || !one.text().equals(text)) {
            load(List.of(new StoredProfile(profile.label(), profile.policyHash(), profile.file(), text, true)));
        }
    }

    /**
     * Takes profiles out of the kernel. One that processes run under is closed instead: without their profile they would be
     * unconfined, with one that only lets the system end them they can open
     * nothing more. It goes when the machine starts again.
     */
    void unload(Collection<SecurityLabel> labels) throws BackendException {
        try {
            Set<String> here = new HashSet<>(kernel.enforces() ? kernel.loaded() : Set.of());
            here.retainAll(labels.stream().map(SecurityLabel::text).toList());
            Set<String> used = here.isEmpty() ? Set.of() : kernel.used();
            for (SecurityLabel label : labels) {
                Known one = known.remove(label);
                if (here.contains(label.text())) {
                    if (used.contains(label.text())) {
                        close(label, one);
                    } else {
                        kernel.remove(label.text());
                    }
                }
                if (one != null) {
                    new Workspace(one.file().getParent().getParent(), kernel.features()).forget(label.text());
                }
            }
        } catch (IOException e) {
            throw new BackendException("cannot unload the AppArmor profiles of " + labels + ": " + e.getMessage(), e);
        }
    }

    private void close(SecurityLabel label, Known one) throws IOException, BackendException {
        if (one == null) {
            throw new BackendException("cannot unload the AppArmor profile " + label + ": processes run under it; end them first");
        }
        Path file = Files.createTempFile("cordon-apparmor-", ".closed");
        try {
            Files.writeString(file, "profile " + label.text() + " flags=(attach_disconnected, mediate_deleted) {\n  signal (receive) peer=unconfined,\n}\n");
            Parser.Outcome outcome = parser.loadOnce(new Workspace(one.file().getParent().getParent(), kernel.features()), file);
            if (!outcome.succeeded()) {
                throw new BackendException("cannot close the AppArmor profile " + label + ": " + outcome.output().strip());
            }
        } finally {
            Files.delete(file);
        }
    }

    private static List<Path> files(List<StoredProfile> profiles) {
        return profiles.stream().map(StoredProfile::file).toList();
    }
}
