package cordon.extender;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
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
import org.yaml.snakeyaml.representer.Representer;

/** One YAML file as nodes that know their lines, and the problems found in it so far. Comments at the end of a line are kept. */
final class YamlReader {
    private static final int DEEPEST = 12;

    private final String file;
    private final List<String> problems = new ArrayList<>();

    YamlReader(String file) {
        this.file = file;
    }

    /** The root of the text, or null when it cannot be read at all; then there is a problem. */
    Node root(byte[] text) {
        LoaderOptions options = new LoaderOptions();
        options.setProcessComments(true);
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(8);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(1 << 20);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            DumperOptions dumper = new DumperOptions();
            Node root = new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options)
                    .compose(new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8));
            if (root == null) {
                problems.add(file + ":1: the file is empty");
            }
            return root;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(file + ":" + line + ": " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(file + ":1: " + e.getMessage());
        } catch (CharacterCodingException e) {
            problems.add(file + ":1: the file is not UTF-8 text");
        }
        return null;
    }

    void problem(Node at, String key, String what) {
        int line = at.getStartMark() == null ? 1 : at.getStartMark().getLine() + 1;
        problems.add(file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + what);
    }

    List<String> problems() {
        return problems;
    }

    /** The entries of a mapping by key; a key not among those known is a problem. */
    Map<String, Node> mapping(Node node, String key, List<String> known) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, key, "must be a mapping of " + String.join(", ", known));
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!known.contains(name)) {
                problem(tuple.getKeyNode(), key, "\"" + name + "\" is not known; there are " + String.join(", ", known));
            } else if (entries.put(name, tuple.getValueNode()) != null) {
                problem(tuple.getKeyNode(), key, "\"" + name + "\" stands twice");
            }
        }
        return entries;
    }

    /** The text of a scalar, or the default when the node is null or, with a problem, no scalar. */
    String text(Node node, String key, String otherwise) {
        if (node == null) {
            return otherwise;
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        problem(node, key, "must be one text");
        return otherwise;
    }

    boolean flag(Node node, String key) {
        String text = text(node, key, "false");
        if (!text.equals("true") && !text.equals("false")) {
            problem(node, key, "must be true or false");
        }
        return text.equals("true");
    }

    /** The elements of a sequence; none when the node is null. */
    List<Node> elements(Node node, String key) {
        if (node == null || node instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(node, key, "must be a list");
        return List.of();
    }

    /** The comment at the end of the node's line, without its mark and the word {@code why:}. */
    static String comment(Node node) {
        if (node.getInLineComments() == null) {
            return "";
        }
        String comment = node.getInLineComments().stream().map(line -> line.getValue().strip()).collect(Collectors.joining(" "));
        return comment.startsWith("why:") ? comment.substring(4).strip() : comment;
    }
}
