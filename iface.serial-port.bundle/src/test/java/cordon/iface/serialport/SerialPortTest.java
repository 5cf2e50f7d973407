package cordon.iface.serialport;

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

class SerialPortTest {
    private final SerialPort device = new SerialPort();

    private static Plug plug(Map<String, Object> attributes) {
        SnapIdentity snap = new SnapIdentity("foo", "foo", "x1", "", SnapType.APP, Optional.empty(), Optional.empty());
        return new Plug(snap, "port", "serial-port", Attributes.of("plug \"port\" of snap \"foo\"", attributes), Set.of("bar"));
    }

    private static Slot slot(SnapIdentity snap, Map<String, Object> attributes) {
        return new Slot(snap, "serial-port", "serial-port", Attributes.of("slot \"serial-port\" of snap \"pc\"", attributes), Set.of());
    }

    private static SnapIdentity gadget() {
        return new SnapIdentity("pc", "pc", "1", "", SnapType.GADGET, Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/ttyS0", "/dev/ttyUSB12", "/dev/ttyACM3", "/dev/serial-port-meter"})
    void theDeviceOfTheSlotIsOpenedAndNoOther(String path) throws AttributeException {
        Slot slot = slot(gadget(), Map.of("path", path));
        device.checkSlot(slot);
        List<String> rules = device.connectedPlug(new Connection(plug(Map.of()), slot)).stream().map(s -> s.rule().render()).toList();
        assertEquals("file: " + path + " rwk", rules.get(0));
        assertEquals("device: char " + path + " rw", rules.get(1));
        assertTrue(rules.stream().noneMatch(rule -> rule.startsWith("file: /dev/") && !rule.contains(path)), rules::toString);
    }

    @Test
    void thePlugNamesTheDeviceForTheSystemsSlot() throws AttributeException {
        Connection connection = new Connection(plug(Map.of("path", "/dev/ttyUSB0")), slot(SnapIdentity.system(), Map.of()));
        assertEquals(List.of(), device.objections(connection));
        assertEquals("file: /dev/ttyUSB0 rwk", device.connectedPlug(connection).get(0).rule().render());
    }

    @Test
    void whatNeitherNamesOrBothNameDifferentlyIsNotJoined() {
        assertFalse(device.objections(new Connection(plug(Map.of()), slot(SnapIdentity.system(), Map.of()))).isEmpty());
        assertFalse(device.objections(new Connection(plug(Map.of("path", "/dev/ttyS0")), slot(gadget(), Map.of("path", "/dev/ttyUSB12")))).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/tty", "/dev/tty1", "/dev/ttyUSB*", "/dev/ttyUSB0/../sda", "/dev/sda", "ttyS0", "/dev/ttyS0 rw,\n/** r", "/dev/serial-port-", "/dev/ttyS{0,1}", ""})
    void whatIsNoSuchDeviceIsRefusedByName(String path) {
        AttributeException e = assertThrows(AttributeException.class, () -> device.checkPlug(plug(Map.of("path", path))));
        assertTrue(e.getMessage().startsWith("plug \"port\" of snap \"foo\": attribute \"path\": "), e.getMessage());
        assertThrows(AttributeException.class, () -> device.checkSlot(slot(gadget(), Map.of("path", path))));
    }

    @Test
    void aSlotWithoutAPathOrWithOneThatIsNoTextIsRefused() {
        assertThrows(AttributeException.class, () -> device.checkSlot(slot(gadget(), Map.of())));
        assertThrows(AttributeException.class, () -> device.checkSlot(slot(gadget(), Map.of("path", List.of("/dev/ttyUSB0")))));
    }
}
