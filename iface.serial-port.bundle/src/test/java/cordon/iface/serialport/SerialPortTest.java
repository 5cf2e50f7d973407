package cordon.iface.serialport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.AttributeException;
import cordon.testkit.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialPortTest {
    private final Subject subject = Subject.of(new SerialPort());

    @ParameterizedTest
    @ValueSource(strings = {"/dev/ttyS0", "/dev/ttyUSB12", "/dev/ttyACM3", "/dev/serial-port-meter"})
    void theDeviceThatIsNamedIsOpenedAndNoOther(String path) throws AttributeException {
        List<String> rules = subject.rules(Map.of(), Map.of("path", path));
        assertEquals(List.of("file: " + path + " rwk", "device: char " + path + " rw"), rules.subList(0, 2));
        assertTrue(rules.stream().skip(2).noneMatch(rule -> rule.contains("/dev/")), rules::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/tty", "/dev/tty1", "/dev/ttyUSB*", "/dev/ttyUSB0/../sda", "/dev/sda", "ttyS0", "/dev/ttyS0 rw,\n/** r", "/dev/serial-port-", "/dev/ttyS{0,1}", ""})
    void whatIsNoSuchDeviceIsRefused(String path) {
        assertThrows(AttributeException.class, () -> subject.contract().checkPlug(subject.plug(Map.of("path", path))));
        assertThrows(AttributeException.class, () -> subject.contract().checkSlot(subject.snapSlot(Map.of("path", path))));
    }
}
