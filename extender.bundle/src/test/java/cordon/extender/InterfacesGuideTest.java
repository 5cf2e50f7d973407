package cordon.extender;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.iface.Interface;
import cordon.api.policy.Rules;
import cordon.api.policy.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/INTERFACES.md} shows is what this bundle reads. */
class InterfacesGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "INTERFACES.md");
    private static final Path EXAMPLE = Path.of("..", "examples", "third-party", "interface-yaml", "interface.yaml");

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE).matcher(Files.readString(GUIDE)).results()
                .map((MatchResult match) -> match.group(1)).toList();
    }

    @Test
    void theFirstExampleIsTheOneThatIsThere() throws Exception {
        String shown = found("```yaml interface.yaml\n(interface: .*?)```").get(0);
        assertEquals(Files.readString(EXAMPLE), shown);
        assertEquals("mount-list", InterfaceYaml.read(shown.getBytes(StandardCharsets.UTF_8), "guide").info().name());
    }

    @Test
    void theRulesOfWhoMayHaveItAreRules() throws Exception {
        String text = "interface: a\nsummary: b\nslot: {offered-by: [system]}\n" + found("```yaml\n(plug-rules:.*?)```").get(0);
        assertEquals(4, InterfaceYaml.read(text.getBytes(StandardCharsets.UTF_8), "guide").info().rules().size());
    }

    @Test
    void theTableHasAnExampleOfEveryKindOfRule() throws Exception {
        List<String> examples = found("^\\|[^\\n]*\\| `(- [^`]*)` \\|[^\\n]*\\|$");
        String text = "interface: a\nsummary: b\nslot: {offered-by: [system]}\nconnected-plug:\n  " + String.join("\n  ", examples) + "\n";
        Set<String> kinds = new HashSet<>(Set.of("remount")); // in one line with mount, whose text it shares
        Interface guide = InterfaceYaml.read(text.getBytes(StandardCharsets.UTF_8), "guide");
        for (Statement statement : guide.connectedPlug(Sides.toSystem(guide))) {
            kinds.add(statement.rule().kind());
        }
        assertEquals(new HashSet<>(Rules.KINDS), kinds);
    }
}
