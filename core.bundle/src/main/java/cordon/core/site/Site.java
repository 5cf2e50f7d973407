package cordon.core.site;

import cordon.api.admission.TextPattern;
import cordon.api.backend.Facet;
import cordon.core.SiteRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an administrator says of a system.
 *
 * @param mediated   what some backend must mediate for a strict command to launch; empty when the site does not say
 * @param backends   names of backends that must take part in a strict launch, whatever they mediate
 * @param publishers who publishes what: names of snaps, by publisher, in the order of the file
 * @param interfaces who may have what, by interface
 * @param signed     whether bundles from outside the distribution must be signed by somebody whom the site trusts
 * @param bus        interfaces whose connections show a message bus even where nobody mediates its messages
 */
public record Site(Optional<List<Facet>> mediated, List<String> backends, Map<String, List<TextPattern>> publishers, Map<String, SiteRules> interfaces,
        boolean signed, Set<String> bus) {
    /** What a site that says nothing demands: one of the backends that mediate files is enough. */
    public static final List<Facet> STANDARD = List.of(Facet.SYSTEM_CALLS, Facet.MOUNTS, Facet.FILES);
    /** A site without a file. */
    public static final Site SILENT = new Site(Optional.empty(), List.of(), Map.of(), Map.of(), false, Set.of());

    /** Copies lists and maps. */
    public Site {
        mediated = mediated.map(List::copyOf);
        backends = List.copyOf(backends);
        publishers = Collections.unmodifiableMap(new LinkedHashMap<>(publishers));
        interfaces = Map.copyOf(interfaces);
        bus = Set.copyOf(bus);
    }

    /** What must be mediated. */
    public List<Facet> demanded() {
        return mediated.orElse(STANDARD);
    }

    /** Who publishes the snap of that name, as far as the site says; of several the first. */
    public Optional<String> publisher(String snap) {
        return publishers.entrySet().stream().filter(one -> one.getValue().stream().anyMatch(pattern -> pattern.matches(snap))).map(Map.Entry::getKey).findFirst();
    }
}
