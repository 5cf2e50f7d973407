package cordon.iface.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cordon.api.snap.AttributeException;
import cordon.testkit.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GpioTest {
    private final Subject subject = Subject.of(new Gpio());

    @Test
    void onePinIsOpenedAndNotThoseWhoseNumberBeginsLikeIt() throws AttributeException {
        assertEquals(List.of("file: /sys/class/gpio/ r", "file: /sys/devices/**/gpio/gpio17/ r",
                "file: /sys/devices/**/gpio/gpio17/{active_low,direction,edge,value} rw"), subject.rules(Map.of(), Map.of("number", 17)));
    }

    @Test
    void whatIsNoPinIsRefused() {
        for (Object number : List.of(-1, 65536, "17", "17/../../power", 1.5, true)) {
            assertThrows(AttributeException.class, () -> subject.contract().checkPlug(subject.plug(Map.of("number", number))));
        }
        assertThrows(AttributeException.class, () -> subject.contract().checkSlot(subject.snapSlot(Map.of())));
    }
}
