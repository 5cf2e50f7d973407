package cordon.iface.i2c;

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

class I2cTest {
    private final I2c device = new I2c();

    private static Plug plug(Map<String, Object> attributes) {
        SnapIdentity snap = new SnapIdentity("foo", "foo", "x1", "", SnapType.APP, Optional.empty(), Optional.empty());
        return new Plug(snap, "port", "i2c", Attributes.of("plug \"port\" of snap \"foo\"", attributes), Set.of("bar"));
    }

    private static Slot slot(SnapIdentity snap, Map<String, Object> attributes) {
        return new Slot(snap, "i2c", "i2c", Attributes.of("slot \"i2c\" of snap \"pc\"", attributes), Set.of());
    }

    private static SnapIdentity gadget() {
        return new SnapIdentity("pc", "pc", "1", "", SnapType.GADGET, Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/i2c-0", "/dev/i2c-12"})
    void theDeviceOfTheSlotIsOpenedAndNoOther(String path) throws AttributeException {
        Slot slot = slot(gadget(), Map.of("path", path));
        device.checkSlot(slot);
        List<String> rules = device.connectedPlug(new Connection(plug(Map.of()), slot)).stream().map(s -> s.rule().render()).toList();
        assertEquals("file: " + path + " rw", rules.get(0));
        assertEquals("device: char " + path + " rw", rules.get(1));
        assertTrue(rules.stream().noneMatch(rule -> rule.startsWith("file: /dev/") && !rule.contains(path)), rules::toString);
    }

    @Test
    void thePlugNamesTheDeviceForTheSystemsSlot() throws AttributeException {
        Connection connection = new Connection(plug(Map.of("path", "/dev/i2c-1")), slot(SnapIdentity.system(), Map.of()));
        assertEquals(List.of(), device.objections(connection));
        assertEquals("file: /dev/i2c-1 rw", device.connectedPlug(connection).get(0).rule().render());
    }

    @Test
    void whatNeitherNamesOrBothNameDifferentlyIsNotJoined() {
        assertFalse(device.objections(new Connection(plug(Map.of()), slot(SnapIdentity.system(), Map.of()))).isEmpty());
        assertFalse(device.objections(new Connection(plug(Map.of("path", "/dev/i2c-0")), slot(gadget(), Map.of("path", "/dev/i2c-12")))).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/i2c", "/dev/i2c-", "/dev/i2c-*", "/dev/i2c-1/../mem", "/dev/mem", "i2c-1", "/dev/i2c-[0-9]", ""})
    void whatIsNoSuchDeviceIsRefusedByName(String path) {
        AttributeException e = assertThrows(AttributeException.class, () -> device.checkPlug(plug(Map.of("path", path))));
        assertTrue(e.getMessage().startsWith("plug \"port\" of snap \"foo\": attribute \"path\": "), e.getMessage());
        assertThrows(AttributeException.class, () -> device.checkSlot(slot(gadget(), Map.of("path", path))));
    }

    @Test
    void aSlotWithoutAPathOrWithOneThatIsNoTextIsRefused() {
        assertThrows(AttributeException.class, () -> device.checkSlot(slot(gadget(), Map.of())));
        assertThrows(AttributeException.class, () -> device.checkSlot(slot(gadget(), Map.of("path", List.of("/dev/i2c-1")))));
    }
}
