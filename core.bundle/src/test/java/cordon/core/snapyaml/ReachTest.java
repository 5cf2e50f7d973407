package cordon.core.snapyaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which plug belongs to which command, in every combination of declared and listed. */
class ReachTest {

    private static final String APPS = "apps:\n  a: {command: bin/a%s}\n  b: {command: bin/b%s}\nhooks:\n  configure: {%s}\n";

    private static SnapInfo snap(String top, String a, String b, String hook) throws SnapYamlException {
        return Reading.info(top + String.format(APPS, a, b, hook));
    }

    private static List<String> plugs(List<PlugDeclaration> plugs) {
        return plugs.stream().map(PlugDeclaration::name).toList();
    }

    private static void assertPlugs(SnapInfo info, List<String> a, List<String> b, List<String> hook) {
        assertEquals(List.of(a, b, hook), List.of(plugs(info.plugsOf("a")), plugs(info.plugsOf("b")), plugs(info.plugsOfHook("configure"))));
    }

    @Test
    void aPlugOfTheSnapThatNobodyListsReachesEveryAppAndHook() throws SnapYamlException {
        assertPlugs(snap("plugs: {p: home}\n", "", "", ""), List.of("p"), List.of("p"), List.of("p"));
    }

    @Test
    void aPlugOfTheSnapThatNobodyListsReachesAlsoHooksThatTheFileDoesNotMention() throws SnapYamlException {
        assertEquals(List.of("p"), plugs(snap("plugs: {p: home}\n", "", "", "").plugsOfHook("post-refresh")));
    }

    @Test
    void aPlugOfOneCommandReachesThatCommandOnly() throws SnapYamlException {
        assertPlugs(snap("", ", plugs: [home]", "", ""), List.of("home"), List.of(), List.of());
    }

    @Test
    void aDeclaredPlugThatOneCommandListsReachesThatCommandOnly() throws SnapYamlException {
        assertPlugs(snap("plugs: {p: home}\n", ", plugs: [p]", "", ""), List.of("p"), List.of(), List.of());
    }

    @Test
    void aDeclaredPlugThatAHookListsReachesThatHookOnly() throws SnapYamlException {
        assertPlugs(snap("plugs: {p: home}\n", "", "", "plugs: [p]"), List.of(), List.of(), List.of("p"));
    }

    @Test
    void aPlugOfAHookReachesNoHookThatTheFileDoesNotMention() throws SnapYamlException {
        assertEquals(List.of(), plugs(snap("", "", "", "plugs: [p]").plugsOfHook("install")));
    }

    @Test
    void aPlugThatTwoListReachesBoth() throws SnapYamlException {
        assertPlugs(snap("plugs: {p: home}\n", ", plugs: [p]", "", "plugs: [p]"), List.of("p"), List.of(), List.of("p"));
        assertPlugs(snap("", ", plugs: [p]", ", plugs: [p]", ""), List.of("p"), List.of("p"), List.of());
    }

    @Test
    void eachPlugHasAReachOfItsOwn() throws SnapYamlException {
        assertPlugs(snap("plugs: {whole: home, one: home}\n", ", plugs: [one]", ", plugs: [implied]", ""),
                List.of("whole", "one"), List.of("whole", "implied"), List.of("whole"));
    }

    @Test
    void anUndeclaredPlugHasTheInterfaceOfItsName() throws SnapYamlException {
        PlugDeclaration plug = snap("", ", plugs: [network]", "", "").plugs().get("network");
        assertEquals("network", plug.interfaceName());
        assertTrue(plug.attributes().isEmpty());
    }

    @Test
    void anEmptyListBindsNothing() throws SnapYamlException {
        assertPlugs(snap("plugs: {p: home}\n", ", plugs: []", "", ""), List.of("p"), List.of("p"), List.of("p"));
    }

    @Test
    void slotsHaveTheSameMeaning() throws SnapYamlException {
        SnapInfo info = snap("slots: {whole: content, one: content}\n", ", slots: [one]", "", "slots: [implied]");
        assertEquals(List.of("whole", "one"), info.slotsOf("a").stream().map(SlotDeclaration::name).toList());
        assertEquals(List.of("whole"), info.slotsOf("b").stream().map(SlotDeclaration::name).toList());
        assertEquals(List.of("whole", "implied"), info.slotsOfHook("configure").stream().map(SlotDeclaration::name).toList());
    }

    @Test
    void aComponentsHookHasPlugsOfTheSnapButNoSlots() throws SnapYamlException {
        SnapInfo info = Reading.info("plugs: {p: home}\nslots: {s: content}\ncomponents: {part: {type: standard, hooks: {install: }}}\n");
        assertEquals(List.of("p"), plugs(info.plugsOfHook("part+install")));
        assertEquals(List.of(), info.slotsOfHook("part+install"));
    }

    @Test
    void aSlotThatActivatesAnAppBelongsToIt() throws SnapYamlException {
        SnapInfo info = Reading.info("slots: {bus: dbus}\napps:\n  a: {command: a, daemon: dbus, activates-on: [bus]}\n  b: {command: b}\n");
        assertEquals(new Reach(false, Set.of("a"), Set.of()), info.slots().get("bus").reach());
    }

    @Test
    void aPlugOfASnapWithoutCommandsIsOfTheWholeSnap() throws SnapYamlException {
        assertEquals(Reach.WHOLE_SNAP, Reading.info("plugs: {p: home}\n").plugs().get("p").reach());
    }

    @Test
    void aReachIsEitherWholeOrListed() {
        assertThrows(IllegalArgumentException.class, () -> new Reach(true, Set.of("a"), Set.of()));
        assertThrows(IllegalArgumentException.class, () -> new Reach(false, Set.of(), Set.of()));
    }
}
