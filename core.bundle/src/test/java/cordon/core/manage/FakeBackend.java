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
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** A backend that only remembers. Its profile is the list of capabilities. */
final class FakeBackend implements Backend {
    private final String name;
    private final Set<Facet> facets;
    private final Stage stage;
    final Map<SecurityLabel, String> loaded = new ConcurrentSkipListMap<>();
    final List<SecurityLabel> compiled = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();
    final Map<SecurityLabel, Set<Integer>> processes = new TreeMap<>();
    Support support = new Support(true, "for tests", List.of());
    Reach reach = Reach.LATER;
    String basis = "";
    /** Whether it can tell of every command which processes run, and not only of those in {@link #processes}. */
    boolean tellsOfAll;
    String refuses;
    String uncompilable;
    Enforcement enforcement = new Enforcement.Exactly();
    RuntimeException failure;
    RuntimeException broken;
    Pause beforeCompile = () -> { };
    Pause beforeLoad = () -> { };

    /** Where a test makes it wait for something. */
    @FunctionalInterface
    interface Pause {
        void take() throws BackendException;
    }

    FakeBackend(String name, Facet facet, Stage stage) {
        this(name, Set.of(facet), stage);
    }

    FakeBackend(String name, Set<Facet> facets, Stage stage) {
        this.name = name;
        this.facets = facets;
        this.stage = stage;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Support support() {
        if (broken != null) {
            throw broken;
        }
        return support;
    }

    @Override
    public Set<Facet> facets() {
        return facets;
    }

    @Override
    public Enforcement enforces(Rule rule) {
        if (failure != null) {
            throw failure;
        }
        return enforcement;
    }

    @Override
    public Profile compile(AppPolicy policy) throws BackendException {
        beforeCompile.take();
        if (uncompilable != null && policy.rules(CapabilityRule.class).toString().contains(uncompilable)) {
            throw new BackendException("it cannot say " + uncompilable);
        }
        compiled.add(policy.label());
        return new Profile(policy.label(), policy.hash(), policy.rules(CapabilityRule.class).stream().map(Rule::text).sorted()
                .map(line -> line + "\n").collect(Collectors.joining()));
    }

    @Override
    public Reach load(List<StoredProfile> batch) throws BackendException {
        beforeLoad.take();
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
    public String basis() {
        return basis;
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
    public Map<SecurityLabel, Set<Integer>> processes(Collection<SecurityLabel> labels) {
        if (failure != null) {
            throw failure;
        }
        Map<SecurityLabel, Set<Integer>> told = new TreeMap<>();
        labels.stream().filter(label -> tellsOfAll || processes.containsKey(label)).forEach(label -> told.put(label, processes.getOrDefault(label, Set.of())));
        return told;
    }

    @Override
    public void forget(String snapInstanceName) {
        forgotten.add(snapInstanceName);
    }
}
