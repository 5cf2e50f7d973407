package cordon.core.manage;

import cordon.api.backend.Facet;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.DeviceRule;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.RawRule;
import cordon.core.registry.BackendState;
import cordon.core.registry.StoppedBundle;
import cordon.core.site.Site;
import cordon.core.site.SiteFile;
import cordon.core.site.SiteText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What must be here for a command to launch: what the site demands, and the backends that rules of the policy name. Of what is not
 * demanded it is said at each launch when nobody mediates it. A command in devmode is refused nothing, hence launches with
 * what is here. Pure.
 */
final class Prerequisites {
    private final SiteFile.Reading site;
    private final Path siteFile;
    private final List<BackendState> backends;
    private final List<BackendState> available;
    private final List<StoppedBundle> stopped;

    /**
     * @param siteFile where the site's setting is, for messages
     * @param stopped  bundles that would bring a backend, perhaps the one that is missed, for messages
     */
    Prerequisites(SiteFile.Reading site, Path siteFile, List<BackendState> backends, List<StoppedBundle> stopped) {
        this.site = site;
        this.siteFile = siteFile;
        this.backends = backends;
        this.stopped = stopped;
        this.available = backends.stream().filter(one -> one.support().available()).toList();
    }

    /**
     * What was found.
     *
     * @param refusal why the command does not launch
     * @param notes   lines for whoever starts it
     */
    record Finding(Optional<String> refusal, List<String> notes) {
    }

    /** Whether a moment had the same. */
    boolean areThoseOf(World moment) {
        return moment.backends().equals(backends) && moment.services().site().equals(site);
    }

    /** Interfaces that may have a message bus whose messages nobody mediates. */
    Set<String> unmediatedBus() {
        return site.site().bus();
    }

    /** The backends that can take part, in the order of their stages. */
    List<BackendState> available() {
        return available;
    }

    /** Whether a strict command may launch whose rules name no backend. */
    Finding ofEverybody() {
        return of(true, List.of());
    }

    /** Whether a command with this policy may launch. */
    Finding of(AppPolicy policy) {
        return of(policy.confinement() == Confinement.STRICT, policy.entries());
    }

    private Finding of(boolean strict, List<PolicyEntry> rules) {
        if (strict && site.problem().isPresent()) {
            return refused("what this site demands is not known: " + site.problem().get());
        }
        Optional<String> absent = strict ? absent(rules) : Optional.empty();
        if (absent.isPresent()) {
            return refused(absent.get());
        }
        List<String> notes = new ArrayList<>();
        for (Facet facet : facets(rules)) {
            List<BackendState> offering = backends.stream().filter(one -> one.facets().contains(facet)).toList();
            if (offering.stream().noneMatch(one -> one.support().available())) {
                if (strict && demanded(facet, offering)) {
                    return refused(offering.isEmpty() ? nobody(facet) : unable(facet, offering));
                }
                notes.add(facet.text() + " are not mediated: " + (offering.isEmpty() ? nobody(facet) : reasons(offering)));
            }
        }
        return new Finding(Optional.empty(), notes);
    }

    /** What is demanded, and what every site would miss: for a command that uses devices, that it uses no others. */
    private Set<Facet> facets(List<PolicyEntry> rules) {
        Set<Facet> facets = new LinkedHashSet<>(Site.STANDARD);
        facets.addAll(site.site().demanded());
        if (rules.stream().anyMatch(entry -> entry.rule() instanceof DeviceRule && !(entry.origin() instanceof Origin.Template))) {
            facets.add(Facet.DEVICES);
        }
        return facets;
    }

    /** Unless the site says otherwise, a bundle that somebody stopped is missed also where a kernel that lacks something would be put up with. */
    private boolean demanded(Facet facet, List<BackendState> offering) {
        return site.site().demanded().contains(facet) || offering.isEmpty() && site.site().mediated().isEmpty();
    }

    /** A backend that the site or a rule names. A rule that only a backend that is gone understands would not be enforced. */
    private Optional<String> absent(List<PolicyEntry> rules) {
        for (String name : site.site().backends()) {
            Optional<BackendState> backend = named(name);
            if (backend.isEmpty()) {
                return Optional.of("the backend " + name + " is not here, which " + siteFile + " demands; " + whatToStart());
            }
            if (!backend.get().support().available()) {
                return Optional.of("the backend " + name + ", which " + siteFile + " demands, can do nothing here: " + reasons(List.of(backend.get())));
            }
        }
        for (PolicyEntry entry : rules) {
            if (entry.rule() instanceof RawRule raw && named(raw.backend()).isEmpty()) {
                return Optional.of("the backend " + raw.backend() + " is not here, which the rule \"" + raw.render() + "\" ("
                        + entry.origin().describe() + ") is for; " + whatToStart());
            }
        }
        return Optional.empty();
    }

    private Optional<BackendState> named(String name) {
        return backends.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** A backend that broke when it was asked mediates nothing; perhaps it is the one that is missed. */
    private String nobody(Facet facet) {
        List<BackendState> broken = backends.stream().filter(BackendState::broken).toList();
        return "no backend that mediates " + facet.text() + " is here; "
                + (broken.isEmpty() ? whatToStart() : reasons(broken));
    }

    /** Where a bundle is stopped, it may be the kernel's other way to do it: the kernel is not to blame before all are here. */
    private String unable(Facet facet, List<BackendState> offering) {
        if (!stopped.isEmpty()) {
            return "of the backends that are here none can mediate " + facet.text() + ": " + reasons(offering) + "; " + whatToStart();
        }
        return "this kernel cannot mediate " + facet.text() + ": " + reasons(offering) + "; to allow launches without, name all else in "
                + SiteText.MEDIATION + " of " + siteFile;
    }

    private String whatToStart() {
        return stopped.isEmpty() ? "start the bundle that brings it" : StoppedBundle.advice(stopped);
    }

    private static String reasons(List<BackendState> backends) {
        return String.join("; ", backends.stream().map(one -> one.name() + ": " + String.join(", ", one.support().limits())).toList());
    }

    private static Finding refused(String why) {
        return new Finding(Optional.of(why), List.of());
    }
}
