package cordon.core.admission;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.admission.SystemKind;
import cordon.api.iface.InterfaceInfo;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import cordon.api.snap.Slot;
import cordon.core.SiteRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules and snaps in words, for tables. */
final class Cases {
    private Cases() {
    }

    /** {@code plug deny-connection: name=a; slot allow-connection}; empty for none. */
    static List<AdmissionRule> rules(String text) {
        List<AdmissionRule> rules = new ArrayList<>();
        for (String line : text == null || text.isBlank() ? new String[0] : text.split(";")) {
            String[] words = line.strip().split(" ", 2);
            String[] parts = words[1].split(": ", 2);
            rules.add(AdmissionRule.parse(words[0].equals("plug") ? Side.PLUG : Side.SLOT, parts[0], parts.length == 2 ? parts[1] : "", ""));
        }
        return rules;
    }

    static InterfaceInfo info(boolean autoConnect, List<AdmissionRule> rules) {
        return new InterfaceInfo("thing", "for tests", Set.of(SnapType.SYSTEM, SnapType.APP, SnapType.GADGET), autoConnect, InterfaceInfo.Review.NONE, List.of(),
                List.of(), rules);
    }

    static Admission site(String rules, boolean override) {
        return new Admission(Map.of("thing", new SiteRules(rules(rules), override)), SystemKind.CLASSIC);
    }

    /** {@code NAME}, {@code NAME by PUBLISHER}, {@code NAME of type TYPE}. */
    static SnapIdentity snap(String text) {
        String type = text.contains(" of type ") ? text.split(" of type ")[1] : "app";
        String[] parts = text.split(" of type ")[0].split(" by ");
        return new SnapIdentity(parts[0], parts[0], "x1", "1", SnapType.valueOf(type.toUpperCase()), Optional.empty(),
                parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
    }

    static Plug plug(String snap, Map<String, ?> attributes) {
        return new Plug(snap(snap), "p", "thing", Attributes.of("p", attributes), Set.of());
    }

    static Slot slot(String snap, Map<String, ?> attributes) {
        return new Slot(snap.equals("system") ? SnapIdentity.system() : snap(snap), "s", "thing", Attributes.of("s", attributes), Set.of());
    }

    static Connection connection(String plug, String slot) {
        return new Connection(plug(plug, Map.of()), slot(slot, Map.of()));
    }
}
