package cordon.iface.i2c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.AttributeException;
import cordon.testkit.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class I2cTest {
    private final Subject subject = Subject.of(new I2c());

    @ParameterizedTest
    @ValueSource(strings = {"/dev/i2c-0", "/dev/i2c-12"})
    void theDeviceThatIsNamedIsOpenedAndNoOther(String path) throws AttributeException {
        List<String> rules = subject.rules(Map.of(), Map.of("path", path));
        assertEquals(List.of("file: " + path + " rw", "device: char " + path + " rw"), rules.subList(0, 2));
        assertTrue(rules.stream().skip(2).noneMatch(rule -> rule.contains("/dev/")), rules::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/i2c", "/dev/i2c-", "/dev/i2c-*", "/dev/i2c-1/../mem", "/dev/mem", "i2c-1", "/dev/i2c-[0-9]", ""})
    void whatIsNoSuchDeviceIsRefused(String path) {
        assertThrows(AttributeException.class, () -> subject.contract().checkPlug(subject.plug(Map.of("path", path))));
        assertThrows(AttributeException.class, () -> subject.contract().checkSlot(subject.snapSlot(Map.of("path", path))));
    }
}
