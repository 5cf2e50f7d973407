package cordon.api.snap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapValuesTest {
    private static final SnapIdentity FOO = new SnapIdentity("foo", "foo", "x1", "1", SnapType.APP, Optional.empty(), Optional.empty());

    @Test
    void aLabelNamesSnapAndCommand() {
        assertEquals("snap.foo_one.bar", new SecurityLabel("foo_one", "bar").text());
        assertEquals("snap.foo.hook.configure", SecurityLabel.ofHook("foo", "configure").text());
        for (String app : List.of("", "a b", "a/b", "a.b", "..", "a\n")) {
            assertThrows(IllegalArgumentException.class, () -> new SecurityLabel("foo", app));
        }
        assertThrows(IllegalArgumentException.class, () -> new SecurityLabel("../foo", "bar"));
    }

    @Test
    void theSystemsSlotHasNoSnapInItsName() {
        assertEquals(":network", new EndpointRef("system", "network").text());
        assertEquals("foo:network", new EndpointRef("foo", "network").text());
    }

    @Test
    void onlyPlugAndSlotOfOneInterfaceMakeAConnection() {
        Plug plug = new Plug(FOO, "p", "network", Attributes.none(), Set.of("bar"));
        Slot slot = new Slot(SnapIdentity.system(), "home", "home", Attributes.none(), Set.of());
        assertThrows(IllegalArgumentException.class, () -> new Connection(plug, slot));
        assertEquals("network", new Connection(plug, new Slot(SnapIdentity.system(), "network", "network", Attributes.none(), Set.of())).interfaceName());
    }

    @Test
    void attributesAreTypedAndTheirErrorsNameThem() throws Exception {
        Attributes attributes = Attributes.of("plug \"docs\" of snap \"foo\"", Map.of("read", List.of("/a", "/b"), "n", 3, "on", true, "mixed", List.of("a", 1)));
        assertEquals(List.of("/a", "/b"), attributes.strings("read"));
        assertEquals(Optional.of(3L), attributes.number("n"));
        assertEquals(Optional.of(true), attributes.flag("on"));
        assertEquals(List.of(), attributes.strings("none"));
        AttributeException e = assertThrows(AttributeException.class, () -> attributes.string("n"));
        assertTrue(e.getMessage().contains("plug \"docs\" of snap \"foo\"") && e.getMessage().contains("\"n\""), e.getMessage());
        assertThrows(AttributeException.class, () -> attributes.strings("mixed"));
        assertThrows(AttributeException.class, () -> attributes.strings("n"));
        assertThrows(AttributeException.class, () -> attributes.requiredString("none"));
    }

    @Test
    void attributesCannotBeChangedFromOutside() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Attributes attributes = Attributes.of("x", Map.of("l", list));
        list.add("b");
        assertEquals(Map.of("l", List.of("a")), attributes.asMap());
        assertThrows(UnsupportedOperationException.class, () -> attributes.asMap().put("x", "y"));
        assertThrows(IllegalArgumentException.class, () -> Attributes.of("x", Map.of("o", new Object())));
    }
}
