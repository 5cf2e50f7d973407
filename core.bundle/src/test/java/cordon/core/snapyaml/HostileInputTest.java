package cordon.core.snapyaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {

    private static Problem only(List<Problem> problems) {
        assertEquals(1, problems.size(), problems::toString);
        return problems.get(0);
    }

    private static void assertRefused(String text, int line, String part) {
        Problem problem = only(Reading.problems(text));
        assertEquals(line, problem.line(), problem::toString);
        assertTrue(problem.message().contains(part), problem::toString);
    }

    @Test
    void tenMegabytesAreRefusedUnread() {
        byte[] big = new byte[10 << 20];
        Arrays.fill(big, (byte) '#');
        assertTrue(only(Reading.problems(big)).message().startsWith("is 10485760 bytes long"));
    }

    @Test
    void aBillionLaughsAreRefused() {
        StringBuilder text = new StringBuilder(Reading.HEAD + "x0: &x0 [ha]\n");
        for (int i = 1; i < 30; i++) {
            text.append(String.format("x%d: &x%d [*x%d, *x%d]%n", i, i, i - 1, i - 1));
        }
        assertTrue(only(Reading.problems(text.toString())).message().contains("values once its aliases are followed"));
    }

    @Test
    void moreAliasesThanAnybodyNeedsAreRefused() {
        String text = Reading.HEAD + "x: &x [a]\ny: [" + "*x, ".repeat(YamlText.ALIASES_MAX + 1) + "b]\n";
        assertTrue(only(Reading.problems(text)).message().contains("liases"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void deepNestingIsRefused(String open) {
        List<Problem> problems = Reading.problems(Reading.HEAD + "x: " + open.repeat(20_000));
        assertEquals(1, problems.size());
    }

    @Test
    void deepNestingByAliasesIsRefused() {
        StringBuilder text = new StringBuilder(Reading.HEAD + "x0: &x0 [a]\n");
        for (int i = 1; i < 150; i++) {
            text.append(String.format("x%d: &x%d [*x%d]%n", i, i, i - 1));
        }
        assertTrue(only(Reading.problems(text.toString())).message().contains("nested deeper"));
    }

    @Test
    void aValueThatContainsItselfIsRefused() {
        assertRefused(Reading.HEAD + "plugs: &p\n  a: {x: *p}\n", 3, "contains itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]", "!!java.util.Date 1", "!foo bar",
        "!!binary aGVsbG8=", "!!set {a, b}", "!!omap [a: 1]", "!<tag:example.org,2000:x> y"})
    void aTagThatMakesAnObjectIsRefused(String value) {
        Problem problem = Reading.problems(Reading.HEAD + "summary: " + value + "\n").get(0);
        assertEquals(3, problem.line());
        assertTrue(problem.message().contains("tag"), problem::toString);
    }

    @Test
    void plainTagsOfYamlAreFine() throws SnapYamlException {
        assertEquals("3", Reading.info("summary: !!str 3\n").summary());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1: x", "yes: x", "~: x", "1.5: x", "? [a, b]\n: x", "? {a: b}\n: x", "2001-01-01: x"})
    void aKeyThatIsNotATextIsRefused(String line) {
        assertRefused(Reading.HEAD + line + "\n", 3, "has a key that is not a text");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        assertRefused("name: foo\nversion: '1'\nname: bar\n", 3, "is there twice, first in line 1");
        assertRefused(Reading.HEAD + "apps:\n  a:\n    command: x\n    command: y\n", 6, "is there twice, first in line 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<<: text", "<<: [a]", "<<: ~"})
    void onlyMapsAreMerged(String merge) {
        assertRefused(Reading.HEAD + merge + "\n", 3, "by \"<<\"");
    }

    @Test
    void aNulCharacterIsRefused() {
        assertRefused("name: foo\nversion: '1'\nsummary: a\0b\n", 3, "U+0000");
        assertRefused(Reading.HEAD + "environment:\n  A: \"x\\0y\"\n", 4, "NUL");
    }

    @Test
    void aTabAsIndentIsRefusedWithAHint() {
        assertRefused("name: foo\nversion: '1'\napps:\n\ta:\n", 4, "indent with spaces");
    }

    @Test
    void whatIsNotUtf8IsRefusedWithItsLine() {
        Problem problem = only(Reading.problems("name: foo\nsummary: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(2, problem.line());
        assertTrue(problem.message().contains("UTF-8"), problem::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n", "...\n"})
    void anEmptyFileIsRefused(String text) {
        assertFalse(Reading.problems(text).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"just text", "- a\n- b\n", "42"})
    void aFileThatIsNoMapIsRefused(String text) {
        assertRefused(text, 1, "a map of keys");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertRefused(Reading.HEAD + "---\nname: bar\n", 3, "is not YAML");
    }

    @Test
    void brokenYamlIsRefusedWithItsLine() {
        assertRefused("name: foo\nversion: '1\n", 3, "is not YAML");
        assertRefused("name: foo\nversion: [1, 2\nsummary: x\n", 3, "is not YAML");
    }

    @Test
    void messagesCarryNoControlCharacters() {
        String hostile = "\"\\e[2J\\u202e\\u2028\"";
        String text = Reading.HEAD + hostile + ": x\napps: {" + hostile + ": {command: x}}\nbase: " + hostile + "\n";
        for (Problem problem : Reading.problems(text)) {
            assertTrue(problem.toString().codePoints().allMatch(c -> c >= ' ' && c < 0x7f), problem::toString);
        }
    }

    @Test
    void aMessageOfManyProblemsHasAnEnd() {
        String text = Reading.HEAD + "environment: {" + "A-%d: x, ".repeat(2000) + "}\n";
        Object[] numbers = new Object[2000];
        Arrays.setAll(numbers, i -> i);
        byte[] bytes = String.format(text, numbers).getBytes(StandardCharsets.UTF_8);
        SnapYamlException e = assertThrows(SnapYamlException.class, () -> SnapYaml.read(bytes, "f"));
        assertEquals(2000, e.problems().size());
        assertEquals(51, e.getMessage().lines().count());
    }
}
