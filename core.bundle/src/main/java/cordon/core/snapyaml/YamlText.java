package cordon.core.snapyaml;

import cordon.core.snapyaml.YamlValue.Place;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

/** Bytes become a tree. Only nodes are composed; no object is ever constructed from a tag. */
final class YamlText {

    /** Published snaps stay below 200 KiB; the largest parts are descriptions and lists of plugs. */
    static final int BYTES_MAX = 1 << 20;
    /** The format itself needs 5 levels; attributes may nest. */
    static final int DEPTH_MAX = 32;
    /** Tools that write YAML alias equal lists; people seldom do. */
    static final int ALIASES_MAX = 200;

    private YamlText() {
    }

    static YamlValue.Mapping read(byte[] bytes, Findings findings) throws SnapYamlException {
        if (bytes.length > BYTES_MAX) {
            throw findings.fatal(Place.NONE, "", "is " + bytes.length + " bytes long; at most " + BYTES_MAX + " are read");
        }
        Node root = compose(decode(bytes, findings), findings);
        if (root == null) {
            throw findings.fatal(Place.NONE, "", "is empty; it needs at least \"name\" and \"version\"");
        }
        YamlValue tree = new TreeBuilder(findings).build(root);
        findings.check();
        if (tree instanceof YamlValue.Mapping mapping) {
            return mapping;
        }
        throw findings.fatal(tree.at(), "", "holds " + tree.kindName() + "; a map of keys such as \"name: foo\" is needed");
    }

    private static String decode(byte[] bytes, Findings findings) throws SnapYamlException {
        ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(input).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            // The decoder stops in front of what it cannot decode.
            int line = 1;
            for (int i = 0; i < input.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw findings.fatal(new Place(line, 0), "", "is not UTF-8 at byte " + input.position() + "; save it as UTF-8");
        }
    }

    private static Node compose(String text, Findings findings) throws SnapYamlException {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(BYTES_MAX);
        limits.setNestingDepthLimit(DEPTH_MAX);
        limits.setMaxAliasesForCollections(ALIASES_MAX);
        limits.setAllowRecursiveKeys(false);
        limits.setAllowDuplicateKeys(false);
        limits.setTagInspector(tag -> false);
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(limits), new Representer(unused), unused, limits);
        try {
            return yaml.compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
            Place place = mark == null ? Place.NONE : new Place(mark.getLine() + 1, mark.getColumn() + 1);
            String problem = e.getProblem() != null ? e.getProblem() : e.getContext();
            throw findings.fatal(place, "", "is not YAML: " + Shown.plain(String.valueOf(problem)) + hint(String.valueOf(problem)));
        } catch (ReaderException e) {
            long lines = text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
            throw findings.fatal(new Place((int) lines + 1, 0), "",
                    String.format("holds the character U+%04X, which YAML does not allow; remove it", e.getCodePoint()));
        } catch (YAMLException e) {
            // Limits (depth, aliases) are reported without a place.
            throw findings.fatal(Place.NONE, "", "is not acceptable YAML: " + Shown.plain(String.valueOf(e.getMessage())));
        }
    }

    private static String hint(String problem) {
        return problem.contains("'\\t") ? "; indent with spaces, not tabs" : "";
    }
}
