package cordon.shell.verbs;

import cordon.api.admission.AdmissionRule;
import cordon.api.iface.InterfaceInfo;
import cordon.api.snap.SnapType;
import cordon.core.InterfaceView;
import cordon.core.Plugboard;
import cordon.shell.text.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One interface in full, for people and for programs. Pure functions. */
final class InterfaceText {
    private InterfaceText() {
    }

    /** @param shadows bundles whose interface of that name does not count */
    static List<String> lines(InterfaceView view, List<String> shadows, Plugboard board) {
        InterfaceInfo info = view.info();
        Table table = Table.plain().row("name:", info.name()).row("summary:", info.summary()).row("offered by:", String.join(", ", offerers(info)))
                .row("auto-connect:", info.autoConnect() ? "yes" : "no").row("review:", info.review().manual() ? info.review().reason() : "none");
        info.rules().forEach(rule -> table.row("rule:", text(rule)));
        view.site().rules().forEach(rule -> table.row(view.site().overrides(rule.step()) ? "site instead:" : "site rule:", text(rule)));
        table.row("bundle:", view.bundle() + " " + view.version()).row("signed by:", view.signer().isEmpty() ? "part of the distribution" : view.signer());
        view.held().forEach(line -> table.row("held:", line));
        shadows.forEach(bundle -> table.row("shadows:", bundle));
        users(info.name(), board).forEach((plug, slots) -> table.row("plug:", plug + (slots.isEmpty() ? "" : ", connected to " + String.join(", ", slots))));
        board.slots().stream().filter(slot -> slot.interfaceName().equals(info.name())).forEach(slot -> table.row("slot:", slot.ref().text()));
        info.attributes().forEach(attribute -> table.row("attribute:", attribute.side() + " " + attribute.name() + " (" + attribute.type()
                + (attribute.required() ? ", required" : "") + "): " + attribute.description()));
        info.checks().forEach(check -> table.row(check.allowed() ? "allows:" : "refuses:", check.action()));
        return table.lines();
    }

    static Map<String, Object> json(InterfaceView view, List<String> shadows, Plugboard board) {
        InterfaceInfo info = view.info();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", info.name());
        json.put("summary", info.summary());
        json.put("offered-by", offerers(info));
        json.put("auto-connect", info.autoConnect());
        json.put("review", info.review().manual() ? info.review().reason() : null);
        json.put("rules", info.rules().stream().map(InterfaceText::json).toList());
        json.put("site-rules", view.site().rules().stream().map(InterfaceText::json).toList());
        json.put("site-overrides", view.site().override());
        json.put("attributes", info.attributes().stream().map(InterfaceText::json).toList());
        json.put("allows", info.checks().stream().filter(InterfaceInfo.Check::allowed).map(InterfaceInfo.Check::action).toList());
        json.put("refuses", info.checks().stream().filter(check -> !check.allowed()).map(InterfaceInfo.Check::action).toList());
        json.put("bundle", view.bundle());
        json.put("version", view.version());
        json.put("signed-by", view.signer().isEmpty() ? null : view.signer());
        json.put("held", view.held());
        json.put("shadows", shadows);
        json.put("plugs", users(info.name(), board));
        json.put("slots", board.slots().stream().filter(slot -> slot.interfaceName().equals(info.name())).map(slot -> slot.ref().text()).toList());
        return json;
    }

    /** The plugs, and what each is connected to. */
    private static Map<String, List<String>> users(String name, Plugboard board) {
        return board.plugs().stream().filter(plug -> plug.interfaceName().equals(name)).collect(Collectors.toMap(plug -> plug.ref().text(),
                plug -> board.connections().stream().filter(joint -> joint.plug().equals(plug.ref()))
                        .map(joint -> joint.slot().text() + (joint.suspended() ? " (suspended)" : "")).toList(), (one, other) -> one, LinkedHashMap::new));
    }

    private static String text(AdmissionRule rule) {
        return rule.render() + (rule.reason().isEmpty() ? "" : " (" + rule.reason() + ")");
    }

    private static List<String> offerers(InterfaceInfo info) {
        return info.offeredBy().stream().map(SnapType::text).sorted().toList();
    }

    private static Map<String, Object> json(AdmissionRule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("side", rule.side().text());
        json.put("rule", rule.kind());
        json.put("condition", rule.text());
        json.put("reason", rule.reason());
        return json;
    }

    private static Map<String, Object> json(InterfaceInfo.AttributeInfo attribute) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", attribute.name());
        json.put("side", attribute.side());
        json.put("type", attribute.type());
        json.put("required", attribute.required());
        json.put("description", attribute.description());
        return json;
    }
}
