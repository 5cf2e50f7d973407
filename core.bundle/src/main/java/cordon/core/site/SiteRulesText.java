package cordon.core.site;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Party;
import cordon.api.admission.Side;
import cordon.api.admission.TextPattern;
import cordon.core.SiteRules;
import cordon.core.snapyaml.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * The part of {@code site.yaml} that says who may have what. {@code publishers} is a map of lists of names of snaps. {@code interfaces} is a map, by
 * interface, of {@code plug-rules} and {@code slot-rules}, as in an {@code interface.yaml}, and {@code override}. Pure.
 */
final class SiteRulesText {
    private static final String OVERRIDE = "override";
    private static final List<String> KEYS = List.of("plug-rules", "slot-rules", OVERRIDE);

    private final SiteText reader;
    private final String file;

    SiteRulesText(SiteText reader, String file) {
        this.reader = reader;
        this.file = file;
    }

    Map<String, List<TextPattern>> publishers(Node node) throws SiteException {
        Map<String, List<TextPattern>> publishers = new LinkedHashMap<>();
        if (node != null) {
            for (Map.Entry<String, Node> publisher : reader.entries(node, "is no map of lists of snaps, by publisher").entrySet()) {
                if (!publisher.getKey().matches("[a-z0-9](-?[a-z0-9])*")) {
                    throw reader.problem(publisher.getValue(), "\"" + publisher.getKey() + "\" is no name of a publisher: lower-case letters and digits, joined by dashes");
                }
                publishers.put(publisher.getKey(), snaps(publisher.getValue()));
            }
        }
        return publishers;
    }

    private List<TextPattern> snaps(Node list) throws SiteException {
        List<TextPattern> snaps = new ArrayList<>();
        for (Node item : reader.items(list)) {
            try {
                snaps.addAll(new Party(Set.of(), List.of(new TextPattern(reader.scalar(item))), List.of(), Party.ANYBODY.attributes()).names());
            } catch (IllegalArgumentException e) {
                throw reader.problem(item, e.getMessage());
            }
        }
        return snaps;
    }

    Map<String, SiteRules> interfaces(Node node) throws SiteException {
        Map<String, SiteRules> interfaces = new LinkedHashMap<>();
        if (node != null) {
            for (Map.Entry<String, Node> one : reader.entries(node, "is no map of rules, by interface").entrySet()) {
                if (!Names.isInterface(one.getKey())) {
                    throw reader.problem(one.getValue(), "\"" + one.getKey() + "\" is no name of an interface");
                }
                interfaces.put(one.getKey(), rules(one.getValue()));
            }
        }
        return interfaces;
    }

    private SiteRules rules(Node node) throws SiteException {
        Map<String, Node> keys = reader.map(node, KEYS);
        List<AdmissionRule> rules = new ArrayList<>();
        for (Side side : Side.values()) {
            Node list = keys.get(side.text() + "-rules");
            for (Node item : list == null ? List.<Node>of() : reader.items(list)) {
                rules.add(rule(side, item));
            }
        }
        return new SiteRules(rules, keys.containsKey(OVERRIDE) && flag(keys.get(OVERRIDE)));
    }

    /** {@code KIND: CONDITION}, or {@code KIND} alone. Its place is its reason: whoever it refuses learns where to look. */
    private AdmissionRule rule(Side side, Node item) throws SiteException {
        String kind;
        String text = "";
        if (item instanceof MappingNode map && map.getValue().size() == 1) {
            NodeTuple rule = map.getValue().get(0);
            kind = reader.scalar(rule.getKeyNode());
            text = reader.scalar(rule.getValueNode());
        } else {
            kind = reader.scalar(item);
        }
        try {
            return AdmissionRule.parse(side, kind, text, file + ":" + (item.getStartMark().getLine() + 1));
        } catch (IllegalArgumentException e) {
            throw reader.problem(item, e.getMessage());
        }
    }

    private boolean flag(Node node) throws SiteException {
        String text = reader.scalar(node);
        if (!text.equals("true") && !text.equals("false")) {
            throw reader.problem(node, "is neither true nor false");
        }
        return text.equals("true");
    }
}
