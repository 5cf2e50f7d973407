package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UeventsTest {
    @Test
    void aMessageAboutADeviceNodeIsHeard() throws Exception {
        Path uevent = Path.of("/sys/class/mem/null/uevent");
        assumeTrue(Files.isWritable(uevent), "sysfs is not writable");
        try (Uevents events = Uevents.open()) {
            Files.writeString(uevent, "change");
            assertTrue(Io.poll(60_000, events.descriptor())[0]);
            assertTrue(events.drain());
        }
    }

    @Test
    void anAttributeThatIsNotThereIsNone() throws Exception {
        try (Fd proc = Paths.openRoot("/proc", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            assertTrue(Xattrs.get(proc, "trusted.delegate").equals(Optional.empty()));
        }
    }
}
