package cordon.core.trust;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A backend from outside the distribution. While the site demands another signature of its bundle than it has, it is listed as one that is not available,
 * and none of its code is called: what a policy requires of it is missing then. Thread-safe.
 */
final class GuardedBackend implements Backend {
    private final Backend contract;
    private final String name;
    private final Origin origin;
    private final Supplier<Judge> judges;
    private volatile Verdict verdict;

    /** @param judges gives the one who judges now; whenever it is another one, the bundle is judged anew */
    GuardedBackend(Backend contract, String name, Origin origin, Supplier<Judge> judges) {
        this.contract = contract;
        this.name = name;
        this.origin = origin;
        this.judges = judges;
        this.verdict = new Verdict(judges.get(), origin);
    }

    /** What one judge made of it. */
    private record Verdict(Judge judge, Optional<String> objection) {
        Verdict(Judge judge, Origin origin) {
            this(judge, judge.asks(origin).map(Question::line));
        }
    }

    private Optional<String> objection() {
        Judge judge = judges.get();
        Verdict now = verdict;
        if (now.judge != judge) {
            now = new Verdict(judge, origin);
            verdict = now;
        }
        return now.objection;
    }

    private boolean admitted() {
        return objection().isEmpty();
    }

    private void require() throws BackendException {
        Optional<String> objection = objection();
        if (objection.isPresent()) {
            throw new BackendException("the backend " + name + " may not be used: " + objection.get());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Support support() {
        return objection().map(why -> new Support(false, "", List.of("may not be used: " + why))).orElseGet(contract::support);
    }

    @Override
    public Set<Facet> facets() {
        return admitted() ? contract.facets() : Set.of();
    }

    @Override
    public Enforcement enforces(Rule rule) {
        return objection().<Enforcement>map(why -> new Enforcement.NotAtAll("may not be used: " + why)).orElseGet(() -> contract.enforces(rule));
    }

    @Override
    public Profile compile(AppPolicy policy) throws BackendException {
        require();
        return contract.compile(policy);
    }

    @Override
    public Reach load(List<StoredProfile> batch) throws BackendException {
        require();
        return contract.load(batch);
    }

    @Override
    public void unload(Collection<SecurityLabel> labels) throws BackendException {
        require();
        contract.unload(labels);
    }

    @Override
    public Stage stage() {
        return admitted() ? contract.stage() : Stage.EXEC;
    }

    @Override
    public Contribution plan(Launch launch) throws BackendException {
        require();
        return contract.plan(launch);
    }

    @Override
    public boolean prepares() {
        return admitted() && contract.prepares();
    }

    @Override
    public String basis() {
        return admitted() ? contract.basis() : "";
    }

    @Override
    public Map<SecurityLabel, Set<Integer>> processes(Collection<SecurityLabel> labels) throws BackendException {
        require();
        return contract.processes(labels);
    }

    @Override
    public List<String> shortfalls(Collection<SecurityLabel> labels) throws BackendException {
        require();
        return contract.shortfalls(labels);
    }

    @Override
    public void forget(String snapInstanceName) throws BackendException {
        require();
        contract.forget(snapInstanceName);
    }
}
