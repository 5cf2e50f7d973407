package cordon.core.launch;

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
import cordon.api.launch.Stage;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A backend that adds to launches what a test says, and does nothing else. */
final class FakeBackend implements Backend {
    private final String name;
    private final Stage stage;
    private final Planning planning;

    /** What it adds. */
    interface Planning {
        Contribution plan(Launch launch) throws BackendException;
    }

    FakeBackend(String name, Stage stage, Planning planning) {
        this.name = name;
        this.stage = stage;
        this.planning = planning;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Support support() {
        return new Support(true, "fake", List.of());
    }

    @Override
    public Set<Facet> facets() {
        return Set.of();
    }

    @Override
    public Enforcement enforces(Rule rule) {
        return new Enforcement.NotAtAll("fake");
    }

    @Override
    public Profile compile(AppPolicy policy) {
        return new Profile(policy.label(), policy.hash(), "\n");
    }

    @Override
    public Reach load(List<StoredProfile> batch) {
        return Reach.LATER;
    }

    @Override
    public void unload(Collection<SecurityLabel> labels) {
        // Nothing is loaded.
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public Contribution plan(Launch launch) throws BackendException {
        return planning.plan(launch);
    }
}
