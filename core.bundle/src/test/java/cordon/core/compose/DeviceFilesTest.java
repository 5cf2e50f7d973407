package cordon.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.policy.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceFilesTest {
    private static List<String> with(String device) {
        return DeviceFiles.with(Statement.parse("device", device, "a port")).map(statement -> {
            assertEquals("a port", statement.reason());
            return statement.rule().render();
        }).toList();
    }

    @Test
    void aDeviceByNameIsAFileToo() {
        assertEquals(List.of("device: char /dev/ttyUSB[0-9]* rw", "file: /dev/ttyUSB[0-9]* rw"), with("char /dev/ttyUSB[0-9]* rw"));
        assertEquals(List.of("device: block /dev/sdb rm", "file: /dev/sdb r"), with("block /dev/sdb rm").stream().map(text -> text.replace(" mr", " rm")).toList());
    }

    @Test
    void aNumberIsNoName() {
        assertEquals(List.of("device: char 1:3 rw"), with("char 1:3 rw"));
        assertEquals(List.of("device: char /dev/null m"), with("char /dev/null m"));
    }
}
