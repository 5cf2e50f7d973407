package cordon.core.site;

import cordon.api.backend.Facet;
import cordon.core.snapyaml.Nearest;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * The language of {@code site.yaml}: a map of {@value #MEDIATION}, a list of facets, {@value #BACKENDS}, a list of names, {@value #SIGNED}, true or false, {@value #BUS}, a list of names, and
 * what {@link SiteRulesText} reads. What it does not know it refuses: a demand that is misspelt must not be a demand less. Pure.
 */
public final class SiteText {
    /** The key of what must be mediated. */
    public static final String MEDIATION = "require-mediation-of";
    /** The key of the backends that must take part. */
    public static final String BACKENDS = "require-backends";

    /** The key of whether bundles from outside must be signed. */
    public static final String SIGNED = "require-signed-bundles";

    /** The key of the interfaces that may have a message bus without a mediator of its messages. */
    public static final String BUS = "unmediated-bus";

    private static final String PUBLISHERS = "publishers";
    private static final String INTERFACES = "interfaces";
    private static final List<String> KEYS = List.of(MEDIATION, BACKENDS, SIGNED, BUS, PUBLISHERS, INTERFACES);

    private final String name;

    private SiteText(String name) {
        this.name = name;
    }

    /**
     * Reads a setting.
     *
     * @param name of the file, for messages
     * @throws SiteException when it says anything that is not known; the message begins with {@code name:line}
     */
    public static Site read(String text, String name) throws SiteException {
        return new SiteText(name).site(text);
    }

    /** A facet as the file names it: {@code system-calls}. */
    public static String word(Facet facet) {
        return facet.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Site site(String text) throws SiteException {
        Node root = compose(text);
        Map<String, Node> keys = root == null ? Map.of() : map(root, KEYS);
        Node mediated = keys.get(MEDIATION);
        Node backends = keys.get(BACKENDS);
        SiteRulesText rules = new SiteRulesText(this, name);
        return new Site(mediated == null ? Optional.empty() : Optional.of(facets(mediated)), backends == null ? List.of() : names(backends, "a backend"),
                rules.publishers(keys.get(PUBLISHERS)), rules.interfaces(keys.get(INTERFACES)), keys.containsKey(SIGNED) && flag(keys.get(SIGNED)),
                keys.containsKey(BUS) ? Set.copyOf(names(keys.get(BUS), "an interface")) : Set.of());
    }

    private Node compose(String text) throws SiteException {
        LoaderOptions limits = new LoaderOptions();
        limits.setNestingDepthLimit(8);
        try {
            return new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new SiteException(name + ":" + line + ": is not YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new SiteException(name + ": is not YAML: " + e.getMessage(), e);
        }
    }

    private List<Facet> facets(Node list) throws SiteException {
        List<String> known = Arrays.stream(Facet.values()).map(SiteText::word).toList();
        List<Facet> facets = new ArrayList<>();
        for (Node item : items(list)) {
            String word = scalar(item);
            facets.add(Arrays.stream(Facet.values()).filter(facet -> word(facet).equals(word)).findFirst().orElseThrow(() -> problem(item,
                    "\"" + word + "\" cannot be mediated; possible are " + String.join(", ", known) + Nearest.hint(word, known))));
        }
        return facets;
    }

    private List<String> names(Node list, String of) throws SiteException {
        List<String> names = new ArrayList<>();
        for (Node item : items(list)) {
            String word = scalar(item);
            if (!word.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
                throw problem(item, "\"" + word + "\" is no name of " + of + ": lower-case words joined by dashes");
            }
            names.add(word);
        }
        return names;
    }

    /** The values of a map by their keys, which are some of those known; each stands once. */
    Map<String, Node> map(Node node, List<String> known) throws SiteException {
        Map<String, Node> entries = entries(node, "is no map of " + String.join(", ", known));
        for (NodeTuple entry : ((MappingNode) node).getValue()) {
            String key = scalar(entry.getKeyNode());
            if (!known.contains(key)) {
                throw problem(entry.getKeyNode(), "\"" + key + "\" is not a known key; known are " + String.join(", ", known) + Nearest.hint(key, known));
            }
        }
        return entries;
    }

    /** The values of a map by their keys, in order; each stands once. */
    Map<String, Node> entries(Node node, String otherwise) throws SiteException {
        if (!(node instanceof MappingNode map)) {
            throw problem(node, otherwise);
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            String key = scalar(entry.getKeyNode());
            if (entries.put(key, entry.getValueNode()) != null) {
                throw problem(entry.getKeyNode(), "\"" + key + "\" is there twice");
            }
        }
        return entries;
    }

    private boolean flag(Node node) throws SiteException {
        String word = scalar(node);
        if (!word.equals("true") && !word.equals("false")) {
            throw problem(node, "\"" + word + "\" is neither true nor false");
        }
        return word.equals("true");
    }

    List<Node> items(Node node) throws SiteException {
        if (node instanceof SequenceNode list) {
            return list.getValue();
        }
        throw problem(node, "is no list; write [a, b], or [] for none");
    }

    String scalar(Node node) throws SiteException {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw problem(node, "is no word");
    }

    SiteException problem(Node node, String what) {
        return new SiteException(name + ":" + (node.getStartMark().getLine() + 1) + ": " + what);
    }
}
