package cordon.core.snapyaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is odd but harmless is kept and said. */
class WarningsTest {

    private static Warning only(Parsed parsed) {
        assertEquals(1, parsed.warnings().size(), parsed.warnings()::toString);
        return parsed.warnings().get(0);
    }

    private static Parsed parsed(String rest) throws SnapYamlException {
        return Reading.parsed(Reading.HEAD + rest);
    }

    @Test
    void anUnknownKeyIsKeptAndReportedWithItsLine() throws SnapYamlException {
        Parsed parsed = parsed("flavour:\n  taste: [sweet, 3, ~]\n");
        assertEquals(new Warning("snap.yaml", 3, 1, "flavour", "is not a known key and has no effect"), only(parsed));
        assertEquals("{taste=[sweet, 3, null]}", parsed.info().unknown().get("flavour").toString());
    }

    @Test
    void anUnknownKeyDeepInTheFileIsKeptByItsPath() throws SnapYamlException {
        Parsed parsed = parsed("hooks: {configure: {a: 1}}\nlayout: {/etc/x: {type: tmpfs, b: 2}}\n");
        assertEquals(Map.of("hooks.configure.a", 1L, "layout./etc/x.b", 2L), parsed.info().unknown());
        assertEquals(List.of("hooks.configure.a", "layout./etc/x.b"), parsed.warnings().stream().map(Warning::key).toList());
    }

    @Test
    void aSlipOfTheFingersGetsASuggestion() throws SnapYamlException {
        assertTrue(only(parsed("sumary: x\n")).message().endsWith("did you mean \"summary\"?"));
        Parsed parsed = parsed("apps:\n  a:\n    command: x\n    comand: x\n");
        assertEquals("snap.yaml:6: apps.a.comand: is not a known key and has no effect; did you mean \"command\"?", only(parsed).toString());
        assertEquals(Map.of("comand", "x"), parsed.info().app("a").orElseThrow().unknown());
    }

    @Test
    void aKnownKeyOfAServiceIsKnownForACommandToo() throws SnapYamlException {
        assertEquals("has no effect without \"daemon\"", only(parsed("apps: {a: {command: x, stop-command: y}}\n")).message());
    }

    @Test
    void keysForTheBuilderAreKeptAndReported() throws SnapYamlException {
        Parsed parsed = parsed("passthrough: {a: b}\napps: {a: {command: x, extensions: [gnome]}}\n");
        assertEquals(List.of("passthrough", "apps.a.extensions"), parsed.warnings().stream().map(Warning::key).toList());
        assertEquals(Map.of("passthrough", Map.of("a", "b")), parsed.info().unknown());
        assertEquals(Map.of("extensions", List.of("gnome")), parsed.info().app("a").orElseThrow().unknown());
    }

    @Test
    void aHookThatNobodyRunsIsReported() throws SnapYamlException {
        assertEquals("hooks.configured", only(parsed("hooks: {configured: }\n")).key());
    }

    @Test
    void anArchitectureThatNobodyBuildsForIsReported() throws SnapYamlException {
        assertTrue(only(parsed("architectures: [adm64]\n")).message().contains("did you mean \"amd64\"?"));
    }

    @Test
    void emptyKeysAreAsGoodAsAbsentOnes() throws SnapYamlException {
        Parsed parsed = parsed("plugs:\nslots: ~\napps:\nhooks:\nlayout:\nenvironment:\nepoch:\nbase:\ntype:\nlinks:\nassumes:\n");
        assertEquals(List.of(), parsed.warnings());
        assertEquals(Reading.info(""), parsed.info());
    }

    @Test
    void whatIsReadCannotBeChanged() throws SnapYamlException {
        SnapInfo info = Reading.info("plugs: {p: {a: [1], m: {k: v}}}\nx: {y: [z]}\n");
        Map<String, Object> attributes = info.plugs().get("p").attributes();
        assertThrows(UnsupportedOperationException.class, () -> attributes.put("b", 1L));
        assertThrows(UnsupportedOperationException.class, () -> ((List<?>) attributes.get("a")).clear());
        assertThrows(UnsupportedOperationException.class, () -> ((Map<?, ?>) attributes.get("m")).clear());
        assertThrows(UnsupportedOperationException.class, () -> ((Map<?, ?>) info.unknown().get("x")).clear());
        assertThrows(UnsupportedOperationException.class, () -> info.apps().clear());
    }
}
