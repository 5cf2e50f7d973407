package cordon.iface.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DBusTest {
    private final DBus dbus = new DBus();

    private static SnapIdentity snap(String name) {
        return new SnapIdentity(name, name, "x1", "", SnapType.APP, Optional.empty(), Optional.empty());
    }

    private static Plug plug(Map<String, Object> attributes, String... apps) {
        return new Plug(snap("foo"), "service", "dbus", Attributes.of("plug \"service\" of snap \"foo\"", attributes), Set.of(apps));
    }

    private static Slot slot(Map<String, Object> attributes, String... apps) {
        return new Slot(snap("srv"), "service", "dbus", Attributes.of("slot \"service\" of snap \"srv\"", attributes), Set.of(apps));
    }

    private static Map<String, Object> on(String bus, String name) {
        return Map.of("bus", bus, "name", name);
    }

    private static List<String> text(List<cordon.api.policy.Statement> statements) {
        return statements.stream().map(s -> s.rule().render()).toList();
    }

    @Test
    void eachSideTalksToTheCommandsOfTheOtherAlone() throws AttributeException {
        Connection connection = new Connection(plug(on("system", "com.example.Foo"), "a", "b"), slot(on("system", "com.example.Foo"), "d"));
        assertEquals(List.of(), dbus.objections(connection));
        assertTrue(text(dbus.connectedPlug(connection)).contains("dbus: system send peer-label=snap.srv.d"));
        assertEquals(List.of("dbus: system receive peer-label=snap.foo.{a,b}", "dbus: system send peer-label=snap.foo.{a,b}"), text(dbus.connectedSlot(connection)));
    }

    @Test
    void theNameIsTheSlotsAlone() throws AttributeException {
        List<String> declared = text(dbus.declaredSlot(slot(on("session", "com.example.Foo"), "d")));
        assertTrue(declared.contains("dbus: session bind name=com.example.Foo"), declared::toString);
        assertTrue(declared.contains("file: owner @{RUN_USER}/bus rw"), declared::toString);
        Connection connection = new Connection(plug(on("session", "com.example.Foo"), "a"), slot(on("session", "com.example.Foo"), "d"));
        assertTrue(text(dbus.connectedPlug(connection)).stream().noneMatch(rule -> rule.contains(" bind ")));
        assertEquals(List.of(), dbus.declaredPlug(plug(on("session", "com.example.Foo"), "a")));
    }

    @Test
    void anotherBusOrNameIsNotJoined() {
        assertFalse(dbus.objections(new Connection(plug(on("system", "com.example.Foo")), slot(on("session", "com.example.Foo")))).isEmpty());
        assertFalse(dbus.objections(new Connection(plug(on("system", "com.example.Foo")), slot(on("system", "com.example.Bar")))).isEmpty());
        assertFalse(dbus.objections(new Connection(plug(Map.of()), slot(Map.of()))).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "foo", ":1.5", "com..foo", "com.example.*", "com.example.Foo,", "com.example.Foo bar", "com.1st", "com.{a,b}", "x.y\n}", "org.freedesktop.DBus",
            "org.freedesktop.systemd1.Manager"})
    void whatIsNoNameIsRefusedByName(String name) {
        AttributeException e = assertThrows(AttributeException.class, () -> dbus.checkSlot(slot(on("system", name))));
        assertTrue(e.getMessage().startsWith("slot \"service\" of snap \"srv\": attribute \"name\": "), e.getMessage());
        assertThrows(AttributeException.class, () -> dbus.checkPlug(plug(on("system", name))));
    }

    @Test
    void bothAttributesAreRequiredAndTheBusIsOneOfTwo() {
        assertThrows(AttributeException.class, () -> dbus.checkSlot(slot(Map.of("bus", "system"))));
        assertThrows(AttributeException.class, () -> dbus.checkPlug(plug(Map.of("name", "com.example.Foo"))));
        AttributeException e = assertThrows(AttributeException.class, () -> dbus.checkPlug(plug(on("accessibility", "com.example.Foo"))));
        assertTrue(e.getMessage().contains("attribute \"bus\""), e.getMessage());
    }
}
