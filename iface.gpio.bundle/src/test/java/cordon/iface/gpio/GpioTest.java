package cordon.iface.gpio;

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

class GpioTest {
    private final Gpio gpio = new Gpio();

    private static Plug plug(Map<String, Object> attributes) {
        SnapIdentity snap = new SnapIdentity("foo", "foo", "x1", "", SnapType.APP, Optional.empty(), Optional.empty());
        return new Plug(snap, "led", "gpio", Attributes.of("plug \"led\" of snap \"foo\"", attributes), Set.of("bar"));
    }

    private static Slot slot(Map<String, Object> attributes) {
        SnapIdentity gadget = new SnapIdentity("pc", "pc", "1", "", SnapType.GADGET, Optional.empty(), Optional.empty());
        return new Slot(gadget, "gpio", "gpio", Attributes.of("slot \"gpio\" of snap \"pc\"", attributes), Set.of());
    }

    @Test
    void onePinIsOpenedAndNotThoseWhoseNumberBeginsLikeIt() throws AttributeException {
        List<String> rules = gpio.connectedPlug(new Connection(plug(Map.of()), slot(Map.of("number", 17)))).stream().map(s -> s.rule().text()).toList();
        assertEquals(List.of("/sys/class/gpio/ r", "/sys/devices/**/gpio/gpio17/ r",
                "/sys/devices/**/gpio/gpio17/{active_low,direction,edge,value} rw"), rules);
    }

    @Test
    void thePlugNamesThePinForASlotThatNamesNone() throws AttributeException {
        Connection connection = new Connection(plug(Map.of("number", 4)), slot(Map.of()));
        assertEquals(List.of(), gpio.objections(connection));
        assertTrue(gpio.connectedPlug(connection).get(1).rule().text().contains("gpio4/"));
        assertFalse(gpio.objections(new Connection(plug(Map.of()), slot(Map.of()))).isEmpty());
        assertFalse(gpio.objections(new Connection(plug(Map.of("number", 4)), slot(Map.of("number", 5)))).isEmpty());
    }

    @Test
    void whatIsNoPinIsRefusedByName() {
        for (Object number : List.of(-1, 65536, "17", "17/../../power", 1.5, true)) {
            AttributeException e = assertThrows(AttributeException.class, () -> gpio.checkPlug(plug(Map.of("number", number))));
            assertTrue(e.getMessage().startsWith("plug \"led\" of snap \"foo\": attribute \"number\": "), e.getMessage());
        }
        assertThrows(AttributeException.class, () -> gpio.checkSlot(slot(Map.of())));
    }
}
