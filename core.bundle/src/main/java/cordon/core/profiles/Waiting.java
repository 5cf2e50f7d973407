package cordon.core.profiles;

import cordon.api.backend.Backend;
import cordon.api.policy.AppPolicy;
import cordon.api.snap.SecurityLabel;
import cordon.core.registry.Provider;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which profiles need not be loaded before they are needed, and which not even be looked at. Immutable. */
public final class Waiting {
    /** All are loaded. */
    public static final Waiting NONE = new Waiting(Map.of(), label -> false);

    private final Map<String, Set<String>> made;
    private final Predicate<SecurityLabel> idle;

    /** @param made what {@link MadeOf} knows, by snap */
    Waiting(Map<String, Set<String>> made, Predicate<SecurityLabel> idle) {
        this.made = made;
        this.idle = idle;
    }

    /** Whether a profile may wait once it is what its policy compiles to. */
    boolean mayWait(SecurityLabel label) {
        return idle.test(label);
    }

    /** Those of a backend that were made of the same as they would be made of now, with the hashes of their policies. */
    Map<SecurityLabel, String> of(Provider<Backend> backend, Collection<AppPolicy> policies) {
        Optional<String> compiler = made.isEmpty() ? Optional.empty() : MadeOf.line(backend);
        Map<SecurityLabel, String> hashes = new HashMap<>();
        if (compiler.isPresent()) {
            for (AppPolicy policy : policies) {
                Set<String> lines = made.getOrDefault(policy.label().snap(), Set.of());
                if (lines.contains(compiler.get()) && lines.contains(MadeOf.line(policy)) && idle.test(policy.label())) {
                    hashes.put(policy.label(), policy.hash());
                }
            }
        }
        return hashes;
    }
}
