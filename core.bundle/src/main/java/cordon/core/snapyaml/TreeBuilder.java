package cordon.core.snapyaml;

import cordon.core.snapyaml.YamlValue.Entry;
import cordon.core.snapyaml.YamlValue.Items;
import cordon.core.snapyaml.YamlValue.Kind;
import cordon.core.snapyaml.YamlValue.Mapping;
import cordon.core.snapyaml.YamlValue.Place;
import cordon.core.snapyaml.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns composed nodes into a plain tree: aliases copied in, merge keys carried out, strange tags and keys refused.
 * Aliases share nodes, so a small text can mean a huge tree; every copy is counted and the count is limited.
 */
final class TreeBuilder {

    static final int VALUES_MAX = 20_000;

    private static final Map<Tag, Kind> SCALARS = Map.of(Tag.STR, Kind.TEXT, Tag.BOOL, Kind.BOOL, Tag.INT, Kind.INT,
            Tag.FLOAT, Kind.FLOAT, Tag.NULL, Kind.NULL, Tag.TIMESTAMP, Kind.TEXT, Tag.MERGE, Kind.TEXT);

    private final Findings findings;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int values;

    TreeBuilder(Findings findings) {
        this.findings = findings;
    }

    YamlValue build(Node root) throws SnapYamlException {
        return value(root, "");
    }

    private YamlValue value(Node node, String path) throws SnapYamlException {
        if (++values > VALUES_MAX) {
            throw findings.fatal(place(node), path,
                    "the file means more than " + VALUES_MAX + " values once its aliases are followed; use fewer");
        }
        if (open.size() >= YamlText.DEPTH_MAX) {
            throw findings.fatal(place(node), path,
                    "is nested deeper than " + YamlText.DEPTH_MAX + " levels once its aliases are followed; make it flatter");
        }
        if (!open.add(node)) {
            throw findings.fatal(place(node), path, "contains itself by an alias; write the value out");
        }
        YamlValue built;
        if (node instanceof ScalarNode scalar) {
            built = scalar(scalar, path);
        } else if (node instanceof SequenceNode sequence) {
            expectTag(node, Tag.SEQ, path);
            List<YamlValue> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(value(item, path + "[" + items.size() + "]"));
            }
            built = new Items(place(node), Collections.unmodifiableList(items));
        } else {
            expectTag(node, Tag.MAP, path);
            built = new Mapping(place(node), entries((MappingNode) node, path));
        }
        open.remove(node);
        return built;
    }

    private Scalar scalar(ScalarNode node, String path) {
        Kind kind = SCALARS.get(node.getTag());
        if (kind == null) {
            refuseTag(node, path);
            kind = Kind.TEXT;
        }
        return new Scalar(place(node), kind, node.getValue());
    }

    private Map<String, Entry> entries(MappingNode node, String path) throws SnapYamlException {
        Map<String, Entry> own = new LinkedHashMap<>();
        Map<String, Entry> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Node keyNode = tuple.getKeyNode();
            if (keyNode.getTag().equals(Tag.MERGE)) {
                merge(value(tuple.getValueNode(), path), merged, path);
            } else if (keyNode instanceof ScalarNode key && key.getTag().equals(Tag.STR)) {
                String keyPath = Section.join(path, key.getValue());
                Entry entry = new Entry(place(key), value(tuple.getValueNode(), keyPath));
                Entry first = own.putIfAbsent(key.getValue(), entry);
                if (first != null) {
                    findings.problem(place(key), keyPath, "is there twice, first in line " + first.keyAt().line() + "; keep one");
                }
            } else {
                String shown = keyNode instanceof ScalarNode key ? Shown.plain(key.getValue()) : "a list or map";
                findings.problem(place(keyNode), path,
                        "has a key that is not a text: " + shown + "; put a key in quotes if YAML takes it for something else");
            }
        }
        // YAML's merge: what the map says itself wins over what it merges.
        merged.forEach(own::putIfAbsent);
        return Collections.unmodifiableMap(own);
    }

    private void merge(YamlValue source, Map<String, Entry> into, String path) {
        if (source instanceof Mapping mapping) {
            mapping.entries().forEach(into::putIfAbsent);
        } else if (source instanceof Items items && items.items().stream().allMatch(Mapping.class::isInstance)) {
            items.items().forEach(item -> merge(item, into, path));
        } else {
            findings.problem(source.at(), path, "merges " + source.kindName() + " by \"<<\"; only a map or a list of maps can be merged");
        }
    }

    private void expectTag(Node node, Tag tag, String path) {
        if (!node.getTag().equals(tag)) {
            refuseTag(node, path);
        }
    }

    private void refuseTag(Node node, String path) {
        findings.problem(place(node), path, "has the tag " + Shown.quoted(node.getTag().getValue()) + "; write plain values without tags");
    }

    private static Place place(Node node) {
        return new Place(node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }
}
