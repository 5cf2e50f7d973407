package cordon.core.registry;

import cordon.api.backend.Backend;
import cordon.api.backend.Facet;
import cordon.api.backend.Support;
import cordon.api.launch.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A backend as it was when it was last asked.
 *
 * @param provider the backend and its bundle
 * @param support  what the kernel offers it
 * @param facets   what it mediates where that is available
 * @param stage    when its steps come
 * @param prepares whether it gets profiles even where that is not available
 * @param broken   whether it failed to answer
 */
public record BackendState(Provider<Backend> provider, Support support, Set<Facet> facets, Stage stage, boolean prepares,
        boolean broken) {
    /** Copies the set. */
    public BackendState {
        facets = Set.copyOf(facets);
    }

    /** The state of all backends, in the order of their stages. One that fails to answer mediates nothing. */
    public static List<BackendState> of(Catalog<Backend> backends) {
        return backends.all().stream().map(BackendState::ask)
                .sorted(Comparator.comparing(BackendState::stage).thenComparing(BackendState::name)).toList();
    }

    private static BackendState ask(Provider<Backend> provider) {
        Backend backend = provider.service();
        try {
            return Foreign.call(() -> new BackendState(provider, backend.support(), backend.facets(), backend.stage(), backend.prepares(), false));
        } catch (Foreign.Failure e) {
            return new BackendState(provider, new Support(false, "", List.of(provider.origin() + " failed: " + e.getMessage())), Set.of(), Stage.EXEC, false, true);
        }
    }

    /** Whether policies are compiled for it. */
    public boolean compiles() {
        return support.available() || prepares;
    }

    /** Its name. */
    public String name() {
        return provider.name();
    }
}
