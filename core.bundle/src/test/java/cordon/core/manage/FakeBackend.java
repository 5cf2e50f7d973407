package cordon.core.manage;

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
import cordon.api.policy.CapabilityRule;
import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A backend that only remembers. Its profile is the list of capabilities. */
final class FakeBackend implements Backend {
    private final String name;
    private final Facet facet;
    private final Stage stage;
    final Map<SecurityLabel, String> loaded = new TreeMap<>();
    final List<SecurityLabel> compiled = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();
    Support support = new Support(true, "for tests", List.of());
    Reach reach = Reach.LATER;
    String refuses;
    RuntimeException failure;

    FakeBackend(String name, Facet facet, Stage stage) {
        this.name = name;
        this.facet = facet;
        this.stage = stage;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Support support() {
        return support;
    }

    @Override
    public Set<Facet> facets() {
        return Set.of(facet);
    }

    @Override
    public Enforcement enforces(Rule rule) {
        return new Enforcement.Exactly();
    }

    @Override
    public Profile compile(AppPolicy policy) {
        compiled.add(policy.label());
        return new Profile(policy.label(), policy.hash(), policy.rules(CapabilityRule.class).stream().map(Rule::text).sorted()
                .map(line -> line + "\n").collect(Collectors.joining()));
    }

    @Override
    public Reach load(List<StoredProfile> batch) throws BackendException {
        if (failure != null) {
            throw failure;
        }
        for (StoredProfile profile : batch) {
            if (refuses != null && profile.text().contains(refuses)) {
                throw new BackendException("the kernel does not like " + refuses);
            }
        }
        batch.forEach(profile -> loaded.put(profile.label(), profile.text()));
        return reach;
    }

    @Override
    public void unload(Collection<SecurityLabel> labels) {
        loaded.keySet().removeAll(labels);
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public Contribution plan(Launch launch) {
        return Contribution.of();
    }

    @Override
    public void forget(String snapInstanceName) {
        forgotten.add(snapInstanceName);
    }
}
