package cordon.backend.mount;

import cordon.api.backend.Backend;
import cordon.api.backend.BackendException;
import cordon.api.backend.Contribution;
import cordon.api.backend.Enforcement;
import cordon.api.backend.Facet;
import cordon.api.backend.Launch;
import cordon.api.backend.Profile;
import cordon.api.backend.Reach;
import cordon.api.backend.StoredProfile;
import cordon.api.backend.Support;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.MountStep;
import cordon.api.launch.NamespaceStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Stage;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.FileRule;
import cordon.api.policy.MountEntryRule;
import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import cordon.linux.LinuxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives the commands of a snap one view of the file system, a {@code /tmp} of their own, and each launch a devpts instance.
 * A launch joins the kept view of its command and user, and goes on in a private copy of it. Thread-safe.
 */
@Component(service = Backend.class)
public final class MountBackend implements Backend {
    /** The framework property with the directory of all state. */
    static final String ROOT_PROPERTY = "cordon.root";
    private static final String DEFAULT_ROOT = "/var/lib/cordon";

    private final Path stateRoot;
    private final SnapNamespaces namespaces;
    private final Support support = KernelSupport.probe(Path.of("/proc/sys"));
    private final Map<SecurityLabel, Loaded> loaded = new ConcurrentHashMap<>();
    private final TerminalGroup terminals = new TerminalGroup();

    /** A profile's text, and what it says. */
    private record Loaded(String text, List<MountEntryRule> entries) {
    }

    /** Reads the framework property; nothing is made before the first launch. */
    @Activate
    public MountBackend(BundleContext context, @Reference PlanRunner runner) {
        this(Optional.ofNullable(context.getProperty(ROOT_PROPERTY)).orElse(DEFAULT_ROOT), runner);
    }

    MountBackend(String stateRoot, PlanRunner runner) {
        this.stateRoot = Path.of(stateRoot);
        this.namespaces = new SnapNamespaces(stateRoot, runner);
    }

    @Override
    public String name() {
        return "mount";
    }

    @Override
    public Support support() {
        return support;
    }

    @Override
    public Set<Facet> facets() {
        return Set.of(Facet.MOUNTS);
    }

    @Override
    public Enforcement enforces(Rule rule) {
        if (!support.available()) {
            return new Enforcement.NotAtAll(support.limits().get(0));
        }
        if (rule instanceof FileRule file && HostView.isBus(file)) {
            return new Enforcement.Stricter("a bus is in the view where messages on it are mediated, or site.yaml lets the interface have it without");
        }
        return rule instanceof MountEntryRule ? new Enforcement.Exactly()
                : new Enforcement.NotAtAll("the mount backend makes mounts; it mediates nothing else");
    }

    @Override
    public Profile compile(AppPolicy policy) {
        return new Profile(policy.label(), policy.hash(), MountProfile.render(policy));
    }

    @Override
    public Reach load(List<StoredProfile> batch) throws BackendException {
        Map<SecurityLabel, Loaded> parsed = new LinkedHashMap<>();
        for (StoredProfile profile : batch) {
            parsed.put(profile.label(), new Loaded(profile.text(), parse(profile)));
        }
        boolean everywhere = true;
        for (Map.Entry<SecurityLabel, Loaded> one : parsed.entrySet()) {
            List<MountEntryRule> now = one.getValue().entries();
            Loaded before = loaded.put(one.getKey(), one.getValue());
            if (before != null && !before.entries().equals(now)) {
                everywhere &= namespaces.follow(one.getKey(), before.entries(), now);
            }
        }
        return everywhere ? Reach.RUNNING : Reach.LATER;
    }

    private static List<MountEntryRule> parse(StoredProfile profile) throws BackendException {
        return MountProfile.parse(profile.text(), profile.file().toString());
    }

    @Override
    public void unload(Collection<SecurityLabel> labels) {
        // The namespace belongs to the snap and goes with it.
        loaded.keySet().removeAll(labels);
    }

    @Override
    public Stage stage() {
        return Stage.NAMESPACE;
    }

    @Override
    public Contribution plan(Launch launch) throws BackendException {
        if (launch.policy().confinement() == Confinement.CLASSIC) {
            return Contribution.of();
        }
        StoredProfile profile = launch.profile();
        Loaded known = loaded.get(profile.label());
        // Somebody may have edited the file since it was loaded.
        List<MountEntryRule> entries = known != null && known.text().equals(profile.text()) ? known.entries() : parse(profile);
        SnapNamespaces.Joined joined = namespaces.join(launch, entries);
        List<LaunchStep> steps = new ArrayList<>();
        steps.add(new NamespaceStep.JoinMountNamespace(joined.namespace(), launch.policy().label().text()));
        steps.add(new NamespaceStep.NewMountNamespace());
        steps.add(new NamespaceStep.HandOverMountNamespace(joined.end()));
        steps.add(new MountStep.NewDevpts(terminals.group()));
        return new Contribution(steps, Optional.of(joined.root()), List.of());
    }

    @Override
    public Map<SecurityLabel, Set<Integer>> processes(Collection<SecurityLabel> labels) throws BackendException {
        try {
            return support.available() ? Occupants.of(labels, LabelMount.of(stateRoot)) : Map.of();
        } catch (LinuxException e) {
            throw new BackendException("cannot see which processes run in views: " + e.getMessage(), e);
        }
    }

    @Override
    public void forget(String snapInstanceName) throws BackendException {
        if (support.available()) {
            namespaces.forget(snapInstanceName);
        }
    }

    /** Lets go of the namespaces; those in which no process runs end. */
    @Deactivate
    void stop() throws BackendException {
        if (support.available()) {
            namespaces.stop();
        }
    }
}
