package cordon.core.admission;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.admission.Step;
import cordon.api.admission.SystemKind;
import cordon.api.iface.InterfaceInfo;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapType;
import cordon.core.SiteRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides who may have what. Pure.
 *
 * <p>For a step, of the interface's rules and the site's together: one that denies and fits refuses, whichever side it is on. Then the
 * interface's rules that allow count, those of the plug's side if there are any, else those of the slot's: one of them has to
 * fit. Where nobody allows anything in particular, everybody may be installed and connected, and is connected on its own
 * if the interface says {@code auto-connect}. A rule of the site that allows lets in whom the interface's would not; where the site
 * overrides, its rules about that step are the only ones.
 *
 * @param site   what the administrator says, by interface
 * @param system that this is
 */
public record Admission(Map<String, SiteRules> site, SystemKind system) {
    /** Nothing is said. */
    public static final Admission SILENT = new Admission(Map.of(), SystemKind.CLASSIC);

    /** Copies the map. */
    public Admission {
        site = Map.copyOf(site);
    }

    /** Why a snap with this plug is not installed; empty when it may be. */
    public Optional<String> installation(InterfaceInfo info, Plug plug) {
        return refusal(info, Step.INSTALLATION, Side.PLUG, Fit.of(plug, system));
    }

    /** Why a snap with this slot is not installed; empty when it may be. The system's slots are nobody's to install. */
    public Optional<String> installation(InterfaceInfo info, Slot slot) {
        if (slot.snap().isSystem()) {
            return Optional.empty();
        }
        if (!info.offeredBy().contains(slot.snap().type())) {
            return Optional.of("only " + offerers(info) + " may offer a slot of the interface \"" + info.name() + "\"");
        }
        return refusal(info, Step.INSTALLATION, Side.SLOT, Fit.of(slot, system));
    }

    /** Why the two are not connected, whoever asks; empty when they may be. */
    public Optional<String> connection(InterfaceInfo info, Connection connection) {
        return verdict(info, Step.CONNECTION, connection);
    }

    /** Whether the two, which may be connected, are connected without being asked for. What is to be reviewed never is. */
    public boolean autoConnection(InterfaceInfo info, Connection connection) {
        return !info.review().manual() && verdict(info, Step.AUTO_CONNECTION, connection).isEmpty();
    }

    /** The site's rules for an interface. */
    public SiteRules siteRules(String interfaceName) {
        return site.getOrDefault(interfaceName, SiteRules.NONE);
    }

    private Optional<String> verdict(InterfaceInfo info, Step step, Connection connection) {
        return decide(info, step, Fit.of(connection, system), rules(info, step, Side.PLUG), rules(info, step, Side.SLOT));
    }

    private Optional<String> refusal(InterfaceInfo info, Step step, Side side, Fit fit) {
        return decide(info, step, fit, rules(info, step, side), new Layers(List.of(), List.of()));
    }

    /** The rules of a side about a step: the interface's own, and the site's. */
    private record Layers(List<AdmissionRule> own, List<AdmissionRule> site) {
    }

    private Layers rules(InterfaceInfo info, Step step, Side side) {
        SiteRules said = siteRules(info.name());
        List<AdmissionRule> ofSite = of(said.rules(), step, side);
        List<AdmissionRule> own = of(info.rules(), step, side);
        return said.overrides(step) ? new Layers(ofSite, List.of()) : new Layers(own, ofSite);
    }

    private static List<AdmissionRule> of(List<AdmissionRule> rules, Step step, Side side) {
        return rules.stream().filter(rule -> rule.step() == step && rule.side() == side).toList();
    }

    private Optional<String> decide(InterfaceInfo info, Step step, Fit fit, Layers first, Layers second) {
        Optional<AdmissionRule> denied = Stream.of(first.site, first.own, second.site, second.own).flatMap(List::stream)
                .filter(rule -> !rule.allow() && fit.fits(rule)).findFirst();
        if (denied.isPresent()) {
            return Optional.of("the rule \"" + denied.get().render() + "\" of the interface \"" + info.name() + "\" refuses it" + why(denied.get()));
        }
        if (Stream.of(first.site, second.site).flatMap(List::stream).anyMatch(rule -> rule.allow() && fit.fits(rule))) {
            return Optional.empty();
        }
        List<AdmissionRule> allows = Stream.of(first.own, second.own).map(rules -> rules.stream().filter(AdmissionRule::allow).toList())
                .filter(rules -> !rules.isEmpty()).findFirst().orElse(List.of());
        if (allows.isEmpty()) {
            return step == Step.AUTO_CONNECTION && !info.autoConnect() ? Optional.of("the interface \"" + info.name() + "\" connects nobody on its own") : Optional.empty();
        }
        return allows.stream().anyMatch(fit::fits) ? Optional.empty() : Optional.of("the interface \"" + info.name() + "\" does not let it; what it lets: "
                + allows.stream().map(rule -> rule.render() + why(rule)).collect(Collectors.joining("; ")));
    }

    private static String why(AdmissionRule rule) {
        return rule.reason().isEmpty() ? "" : " (" + rule.reason() + ")";
    }

    private static String offerers(InterfaceInfo info) {
        return info.offeredBy().stream().map(type -> type == SnapType.SYSTEM ? "the system" : "snaps of type " + type.text()).sorted()
                .collect(Collectors.joining(" and "));
    }
}
