package cordon.core;

import cordon.api.backend.Facet;
import cordon.api.backend.Support;
import java.util.List;

/**
 * A backend that is here now.
 *
 * @param name    its name
 * @param support what the kernel offers it
 * @param facets  what it mediates
 * @param bundle  symbolic name of the bundle that brings it
 */
public record BackendView(String name, Support support, List<Facet> facets, String bundle) {
    /** Copies the list. */
    public BackendView {
        facets = List.copyOf(facets);
    }
}
