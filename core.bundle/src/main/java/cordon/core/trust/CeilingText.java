package cordon.core.trust;

import cordon.api.policy.Capabilities;
import cordon.api.policy.PathPattern;
import cordon.api.policy.Rules;
import cordon.core.CordonException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The language of {@code ceiling.yaml}: lists of what is over the ceiling. A list that is not there is that of
 * {@link Ceiling#STANDARD}. What it does not know it refuses. Pure.
 */
final class CeilingText {
    private static final List<String> KEYS = List.of("capabilities", "system-calls", "read", "write", "devices", "kinds");

    private final String name;

    private CeilingText(String name) {
        this.name = name;
    }

    /** @throws CordonException when it says anything that is not known; the message begins with {@code name:line} */
    static Ceiling read(String text, String name) throws CordonException {
        return new CeilingText(name).ceiling(text);
    }

    private Ceiling ceiling(String text) throws CordonException {
        Map<String, List<Node>> lists = lists(text);
        Ceiling standard = Ceiling.STANDARD;
        for (Node node : lists.getOrDefault("capabilities", List.of())) {
            if (!Capabilities.NAMES.contains(scalar(node))) {
                throw problem(node, "\"" + scalar(node) + "\" is no capability; write it in lower case, without CAP_");
            }
        }
        for (Node node : lists.getOrDefault("kinds", List.of())) {
            if (!Rules.KINDS.contains(scalar(node))) {
                throw problem(node, "\"" + scalar(node) + "\" is no kind of rule; there are " + String.join(", ", Rules.KINDS));
            }
        }
        return new Ceiling(words(lists.get("capabilities"), standard.capabilities()), words(lists.get("system-calls"), standard.systemCalls()),
                patterns(lists.get("read"), standard.read()), patterns(lists.get("write"), standard.write()),
                patterns(lists.get("devices"), standard.devices()), words(lists.get("kinds"), standard.kinds()));
    }

    private Map<String, List<Node>> lists(String text) throws CordonException {
        Map<String, List<Node>> lists = new HashMap<>();
        Node root = compose(text);
        if (root == null) {
            return lists;
        }
        if (!(root instanceof MappingNode map)) {
            throw problem(root, "is no map of " + String.join(", ", KEYS));
        }
        for (NodeTuple entry : map.getValue()) {
            String key = scalar(entry.getKeyNode());
            if (!KEYS.contains(key) || !(entry.getValueNode() instanceof SequenceNode list)) {
                throw problem(entry.getKeyNode(), "\"" + key + "\" is no list that is known; there are " + String.join(", ", KEYS));
            }
            if (lists.put(key, list.getValue()) != null) {
                throw problem(entry.getKeyNode(), "\"" + key + "\" is there twice");
            }
        }
        return lists;
    }

    private Node compose(String text) throws CordonException {
        LoaderOptions limits = new LoaderOptions();
        limits.setNestingDepthLimit(4);
        try {
            return new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new CordonException(CordonException.Kind.INVALID, name + ":" + line + ": is not YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new CordonException(CordonException.Kind.INVALID, name + ": is not YAML: " + e.getMessage(), e);
        }
    }

    private Set<String> words(List<Node> list, Set<String> otherwise) throws CordonException {
        if (list == null) {
            return otherwise;
        }
        List<String> words = new ArrayList<>();
        for (Node node : list) {
            words.add(scalar(node));
        }
        return Set.copyOf(words);
    }

    private List<PathPattern> patterns(List<Node> list, List<PathPattern> otherwise) throws CordonException {
        if (list == null) {
            return otherwise;
        }
        List<PathPattern> patterns = new ArrayList<>();
        for (Node node : list) {
            try {
                patterns.add(PathPattern.parse(scalar(node)));
            } catch (IllegalArgumentException e) {
                throw problem(node, e.getMessage());
            }
        }
        return patterns;
    }

    private String scalar(Node node) throws CordonException {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw problem(node, "must be one text");
    }

    private CordonException problem(Node at, String what) {
        int line = at.getStartMark() == null ? 1 : at.getStartMark().getLine() + 1;
        return new CordonException(CordonException.Kind.INVALID, name + ":" + line + ": " + what);
    }
}
