package cordon.core.site;

import cordon.api.backend.Facet;
import java.util.List;
import java.util.Optional;

/**
 * What must be in force for a strict command to launch.
 *
 * @param mediated what some backend must mediate; empty when the site does not say
 * @param backends names of backends that must take part, whatever they mediate
 */
public record Site(Optional<List<Facet>> mediated, List<String> backends) {
    /** What a site that says nothing demands: one of the backends that mediate files is enough. */
    public static final List<Facet> STANDARD = List.of(Facet.SYSTEM_CALLS, Facet.MOUNTS, Facet.FILES);
    /** A site without a file. */
    public static final Site SILENT = new Site(Optional.empty(), List.of());

    /** Copies the lists. */
    public Site {
        mediated = mediated.map(List::copyOf);
        backends = List.copyOf(backends);
    }

    /** What must be mediated. */
    public List<Facet> demanded() {
        return mediated.orElse(STANDARD);
    }
}
