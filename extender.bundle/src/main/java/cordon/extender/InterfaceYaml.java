package cordon.extender;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.Statement;
import cordon.api.snap.SnapType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads an {@code interface.yaml}. Pure; the grammar is in {@code docs/INTERFACES.md}. */
final class InterfaceYaml {
    private static final String PLUG_RULES = "plug-rules";
    private static final String SLOT_RULES = "slot-rules";
    private static final String CONNECTED_PLUG = "connected-plug";
    private static final String CONNECTED_SLOT = "connected-slot";
    private static final String DECLARED_PLUG = "declared-plug";
    private static final String DECLARED_SLOT = "declared-slot";
    private static final List<String> KEYS = List.of("interface", "summary", "slot", "attributes", PLUG_RULES, SLOT_RULES, CONNECTED_PLUG,
            CONNECTED_SLOT, DECLARED_PLUG, DECLARED_SLOT, "check");

    private final YamlReader reader;

    private InterfaceYaml(YamlReader reader) {
        this.reader = reader;
    }

    /**
     * @param text of the file
     * @param file its name, for messages
     * @throws InterfaceYamlException with every problem found
     */
    static Interface read(byte[] text, String file) throws InterfaceYamlException {
        YamlReader reader = new YamlReader(file);
        Node root = reader.root(text);
        Interface described = root == null ? null : new InterfaceYaml(reader).describe(root);
        if (!reader.problems().isEmpty()) {
            throw new InterfaceYamlException(reader.problems());
        }
        return described;
    }

    private Interface describe(Node root) {
        Map<String, Node> keys = reader.mapping(root, "", KEYS);
        InterfaceInfo info = info(root, keys);
        List<Grant> plug = rules(keys.get(CONNECTED_PLUG), CONNECTED_PLUG, Grant::new);
        List<Grant> slot = rules(keys.get(CONNECTED_SLOT), CONNECTED_SLOT, Grant::new);
        List<Statement> declaredPlug = rules(keys.get(DECLARED_PLUG), DECLARED_PLUG, Statement::parse);
        List<Statement> declaredSlot = rules(keys.get(DECLARED_SLOT), DECLARED_SLOT, Statement::parse);
        return info == null ? null : new DeclaredInterface(info, plug, slot, declaredPlug, declaredSlot);
    }

    private InterfaceInfo info(Node root, Map<String, Node> keys) {
        for (String required : List.of("interface", "summary", "slot")) {
            if (!keys.containsKey(required)) {
                reader.problem(root, required, "is missing");
            }
        }
        String name = reader.text(keys.get("interface"), "interface", "");
        String summary = reader.text(keys.get("summary"), "summary", "");
        Map<String, Node> slot = keys.containsKey("slot")
                ? reader.mapping(keys.get("slot"), "slot", List.of("offered-by", "auto-connect", "review")) : Map.of();
        Set<SnapType> offeredBy = offeredBy(root, slot.get("offered-by"));
        boolean autoConnect = reader.flag(slot.get("auto-connect"), "slot.auto-connect");
        Review review = review(slot.get("review"));
        List<AttributeInfo> attributes = attributes(keys.get("attributes"));
        List<Check> checks = checks(keys.get("check"));
        List<AdmissionRule> rules = new ArrayList<>(rules(keys.get(PLUG_RULES), PLUG_RULES, rule(Side.PLUG)));
        rules.addAll(rules(keys.get(SLOT_RULES), SLOT_RULES, rule(Side.SLOT)));
        try {
            return name.isEmpty() || summary.isEmpty() || offeredBy.isEmpty() ? null
                    : new InterfaceInfo(name, summary, offeredBy, autoConnect, review, attributes, checks, rules);
        } catch (IllegalArgumentException e) {
            reader.problem(root, "", e.getMessage());
            return null;
        }
    }

    private Set<SnapType> offeredBy(Node root, Node node) {
        EnumSet<SnapType> types = EnumSet.noneOf(SnapType.class);
        for (Node element : reader.elements(node, "slot.offered-by")) {
            String text = reader.text(element, "slot.offered-by", "");
            SnapType found = null;
            for (SnapType type : SnapType.values()) {
                found = type.text().equals(text) ? type : found;
            }
            if (found == null) {
                reader.problem(element, "slot.offered-by", "\"" + text + "\" is no type; there are app, gadget, kernel, os, system, ...");
            } else {
                types.add(found);
            }
        }
        if (types.isEmpty()) {
            reader.problem(node == null ? root : node, "slot.offered-by", "must name who may have the slot, e.g. [system]");
        }
        return types;
    }

    private Review review(Node node) {
        if (node instanceof MappingNode) {
            String reason = reader.text(reader.mapping(node, "slot.review", List.of("manual")).get("manual"), "slot.review.manual", "");
            if (reason.isEmpty()) {
                reader.problem(node, "slot.review", "must give the reason: {manual: REASON}");
                return Review.NONE;
            }
            return new Review(true, reason);
        }
        if (!reader.text(node, "slot.review", "none").equals("none")) {
            reader.problem(node, "slot.review", "is \"none\", or {manual: REASON}");
        }
        return Review.NONE;
    }

    private List<AttributeInfo> attributes(Node node) {
        List<AttributeInfo> attributes = new ArrayList<>();
        for (Node element : reader.elements(node, "attributes")) {
            Map<String, Node> keys = reader.mapping(element, "attributes", List.of("name", "side", "type", "required", "description"));
            try {
                attributes.add(new AttributeInfo(reader.text(keys.get("name"), "attributes.name", ""),
                        reader.text(keys.get("side"), "attributes.side", "plug"), reader.text(keys.get("type"), "attributes.type", "string"),
                        reader.flag(keys.get("required"), "attributes.required"),
                        reader.text(keys.get("description"), "attributes.description", "")));
            } catch (IllegalArgumentException e) {
                reader.problem(element, "attributes", e.getMessage());
            }
        }
        return attributes;
    }

    private List<Check> checks(Node node) {
        List<Check> checks = new ArrayList<>();
        if (node != null) {
            Map<String, Node> keys = reader.mapping(node, "check", List.of("allows", "refuses"));
            reader.elements(keys.get("allows"), "check.allows").forEach(e -> checks.add(new Check(reader.text(e, "check.allows", ""), true)));
            reader.elements(keys.get("refuses"), "check.refuses").forEach(e -> checks.add(new Check(reader.text(e, "check.refuses", ""), false)));
        }
        return checks;
    }

    /** Makes a rule of its kind, its text and the reason. */
    @FunctionalInterface
    private interface RuleReader<T> {
        T read(String kind, String text, String reason);
    }

    private static RuleReader<AdmissionRule> rule(Side side) {
        return (kind, text, reason) -> AdmissionRule.parse(side, kind, text, reason);
    }

    private <T> List<T> rules(Node node, String key, RuleReader<T> language) {
        List<T> rules = new ArrayList<>();
        for (Node element : reader.elements(node, key)) {
            if (element instanceof ScalarNode word) {
                add(rules, word, key, language, word.getValue(), "");
            } else if (element instanceof MappingNode mapping && mapping.getValue().size() == 1) {
                NodeTuple rule = mapping.getValue().get(0);
                add(rules, rule.getValueNode(), key, language, reader.text(rule.getKeyNode(), key, ""), reader.text(rule.getValueNode(), key, ""));
            } else {
                reader.problem(element, key, "must be one rule, KIND: TEXT, e.g. \"file: /etc/fstab r\"");
            }
        }
        return rules;
    }

    private <T> void add(List<T> rules, Node at, String key, RuleReader<T> language, String kind, String text) {
        try {
            rules.add(language.read(kind, text, YamlReader.comment(at)));
        } catch (IllegalArgumentException e) {
            reader.problem(at, key, e.getMessage());
        }
    }
}
