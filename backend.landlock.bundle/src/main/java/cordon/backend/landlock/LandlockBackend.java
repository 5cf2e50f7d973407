package cordon.backend.landlock;

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
import cordon.api.launch.Stage;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.FileRule;
import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import cordon.linux.Landlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Mediates files by Landlock, and closes the launch to what is outside of it: no other process can be traced, and without a connection none
 * signalled or reached by an abstract socket, and no TCP port be used. A ruleset is made at the first launch of a command by a user, and again when the profile or a
 * directory that it was made from has changed. Thread-safe.
 */
@Component(service = Backend.class)
public final class LandlockBackend implements Backend {
    private final int abi;
    private final RulesetCache rulesets;
    private final LandlockEnforcement enforcement;

    /** Asks the kernel what it offers. */
    @Activate
    public LandlockBackend() {
        this(Landlock.abi());
    }

    LandlockBackend(int abi) {
        this.abi = abi;
        this.rulesets = new RulesetCache(abi);
        this.enforcement = new LandlockEnforcement(abi);
    }

    @Override
    public String name() {
        return "landlock";
    }

    @Override
    public Support support() {
        if (abi == 0) {
            return new Support(false, "no Landlock", List.of(Landlock.unavailableReason().orElse("the kernel does not say why")));
        }
        List<String> limits = new ArrayList<>();
        limit(limits, 2, "files cannot be moved or linked between directories (Linux 5.19)");
        limit(limits, 3, "a file that can be opened for nothing can still be truncated (Linux 6.2)");
        limit(limits, 4, "TCP is not mediated (Linux 6.7)");
        limit(limits, 5, "ioctl(2) on devices is not mediated (Linux 6.10)");
        limit(limits, 6, "signals and abstract sockets are not mediated (Linux 6.12)");
        limit(limits, 7, "what it refuses is not logged (Linux 6.15)");
        return new Support(true, "Landlock ABI " + abi, limits);
    }

    private void limit(List<String> limits, int since, String text) {
        if (abi < since) {
            limits.add(text);
        }
    }

    @Override
    public Set<Facet> facets() {
        return abi < OutsideEnforcement.SCOPES ? Set.of(Facet.FILES) : Set.of(Facet.FILES, Facet.PROCESSES);
    }

    @Override
    public Enforcement enforces(Rule rule) {
        return enforcement.of(rule);
    }

    @Override
    public Profile compile(AppPolicy policy) {
        return new Profile(policy.label(), policy.hash(), FileProfile.render(policy));
    }

    @Override
    public Reach load(List<StoredProfile> batch) throws BackendException {
        Map<String, FileRule> known = new HashMap<>();
        for (StoredProfile profile : batch) {
            FileProfile.parse(profile.text(), profile.file().toString(), known);
        }
        return Reach.LATER;
    }

    @Override
    public void unload(Collection<SecurityLabel> labels) {
        labels.forEach(rulesets::forgetLabel);
    }

    @Override
    public Stage stage() {
        return Stage.LANDLOCK;
    }

    @Override
    public Contribution plan(Launch launch) throws BackendException {
        if (launch.policy().confinement() != Confinement.STRICT) {
            return new Contribution(List.of(), Optional.empty(), List.of("file accesses are neither refused nor logged"));
        }
        if (abi == 0) {
            return new Contribution(List.of(), Optional.empty(), List.of("files are not mediated: " + support().limits().get(0)));
        }
        try {
            RulesetCache.Use use = rulesets.use(launch);
            List<LaunchStep> steps = new ArrayList<>(use.made().mounts());
            steps.add(new LaunchStep.Landlock(use.ruleset(), use.made().summary()));
            return new Contribution(steps, Optional.empty(), use.made().notes());
        } catch (IOException e) {
            throw new BackendException("cannot make the Landlock ruleset of " + launch.policy().label().text() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void forget(String snapInstanceName) {
        rulesets.forgetSnap(snapInstanceName);
    }

    /** Closes all rulesets; launches that have one keep it. */
    @Deactivate
    void stop() {
        rulesets.clear();
    }
}
