package cordon.audit.source;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.linux.Errno;
import cordon.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveLogTest {
    private static final Path KMSG = Path.of("/dev/kmsg");
    private static final Path DEVKMSG = Path.of("/proc/sys/kernel/printk_devkmsg");

    /** Who may read it is not only up to its mode (CAP_SYSLOG, device control groups). */
    private static LiveLog ringBuffer() throws IOException {
        try {
            return LiveLog.ringBuffer();
        } catch (LinuxException e) {
            assumeFalse(e.errno() == Errno.EPERM, "/dev/kmsg cannot be read here");
            throw e;
        }
    }

    @Test
    void theRingBufferGivesWhatComesAndItsContentWhatCame() throws Exception {
        assumeTrue(Files.isWritable(KMSG), "/dev/kmsg cannot be written to here");
        assumeFalse(Files.readString(DEVKMSG).strip().equals("off"), "what programs write to /dev/kmsg is dropped here (printk_devkmsg)");
        String mark = "cordon test " + UUID.randomUUID();
        try (LiveLog log = ringBuffer()) {
            // without the end of a line, the kernel waits for the rest of it
            Files.writeString(KMSG, mark + "\n", StandardOpenOption.WRITE);
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 300 && lines.stream().noneMatch(line -> line.contains(mark)); i++) {
                lines.addAll(log.next(200));
            }
            assertTrue(lines.stream().anyMatch(line -> line.contains(mark)), lines.toString());
        }
        assertTrue(LiveLog.ringBufferContent().stream().anyMatch(line -> line.contains(mark)));
    }
}
