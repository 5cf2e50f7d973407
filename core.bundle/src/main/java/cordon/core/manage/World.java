package cordon.core.manage;

import cordon.api.backend.Backend;
import cordon.api.iface.Interface;
import cordon.api.policy.AppPolicy;
import cordon.api.snap.SecurityLabel;
import cordon.core.profiles.ProfileSet;
import cordon.core.CordonException;
import cordon.core.admission.Admission;
import cordon.core.registry.BackendState;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.InstalledSnap;
import cordon.core.registry.Provider;
import cordon.core.registry.Whiteboard;
import cordon.core.site.Site;
import cordon.core.site.SiteFile;
import cordon.core.trust.Judge;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything at one moment: who reads it, reads one picture. Immutable.
 *
 * @param services   the moment of the registries and of the site's setting that it was made from
 * @param snaps      that are installed, by name
 * @param backends   those here, in the order of their stages
 * @param board      plugs, slots, connections
 * @param held       names of interfaces that grant nothing before they are approved
 * @param policies   of all commands and hooks
 * @param profiles   that are in force
 * @param failures   why a command's policy is not in force, or a connection grants nothing
 * @param commands   what can be started
 */
record World(Services services, SortedMap<String, InstalledSnap> snaps, List<BackendState> backends, Board board, Set<String> held,
        SortedMap<SecurityLabel, AppPolicy> policies, ProfileSet profiles, Map<SecurityLabel, List<String>> failures,
        Commands commands) {

    /**
     * What bundles offered, and the site demanded and let others grant, at one moment.
     *
     * @param interfaces and the number of their latest change
     * @param backends   and the number of their latest change
     * @param site       the site's setting
     * @param admission  who may have what, by that setting
     * @param judge      of what others' interfaces may grant, and of their backends; empty when all are the distribution's, and nobody is judged
     */
    record Services(Whiteboard.Moment<Interface> interfaces, Whiteboard.Moment<Backend> backends, SiteFile.Reading site, Admission admission,
            Optional<Judge> judge) {
        /** Whether this is the moment before the first. */
        boolean none() {
            return interfaces.number() < 0;
        }

        boolean sameAs(Services other) {
            return interfaces.number() == other.interfaces.number() && backends.number() == other.backends.number() && (site == other.site || site.equals(other.site))
                    && judge.equals(other.judge);
        }

        /** The snaps, each with the publisher whom the site names. */
        SortedMap<String, InstalledSnap> published(SortedMap<String, InstalledSnap> snaps) {
            SortedMap<String, InstalledSnap> published = new TreeMap<>();
            snaps.forEach((name, snap) -> published.put(name, snap.publishedBy(site.site().publisher(name))));
            return published;
        }
    }

    /** Nothing is installed and nobody offers anything. */
    static World empty() {
        Catalog<Interface> none = Catalog.of(List.of());
        Services services = new Services(new Whiteboard.Moment<>(-1, List.of(), Set.of()), new Whiteboard.Moment<>(-1, List.of(), Set.of()),
                new SiteFile.Reading("", Site.SILENT, Optional.empty()), Admission.SILENT, Optional.empty());
        return new World(services, new TreeMap<>(), List.of(), Board.of(List.of(), none, Admission.SILENT), Set.of(), new TreeMap<>(), ProfileSet.EMPTY, Map.of(), Commands.NONE);
    }

    /** @throws CordonException when the site's setting cannot be read: nobody knows then who may have what, and nothing new is granted */
    void requireKnownSite(String what) throws CordonException {
        if (services.site().problem().isPresent()) {
            throw new CordonException(CordonException.Kind.CONFLICT, "cannot " + what + ": what this site allows is not known: " + services.site().problem().get());
        }
    }

    /** Who may have what. */
    Admission admission() {
        return services.admission();
    }

    Catalog<Interface> interfaces() {
        return services.interfaces().catalog();
    }

    /** The backends that policies are compiled for, in the order of their stages. */
    List<Provider<Backend>> compiling() {
        return compiling(backends);
    }

    /** The backends that take part in launches, in the order of their stages. */
    List<Provider<Backend>> enforcing() {
        return backends.stream().filter(one -> one.support().available()).map(BackendState::provider).toList();
    }

    static List<Provider<Backend>> compiling(List<BackendState> backends) {
        return backends.stream().filter(one -> one.compiles()).map(BackendState::provider).toList();
    }
}
