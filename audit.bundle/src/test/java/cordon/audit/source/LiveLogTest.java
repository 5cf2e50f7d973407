package cordon.audit.source;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveLogTest {
    private static final Path KMSG = Path.of("/dev/kmsg");

    @Test
    void theRingBufferGivesWhatComesAndItsContentWhatCame() throws Exception {
        assumeTrue(Files.isWritable(KMSG) && Files.isReadable(KMSG), "/dev/kmsg cannot be used here");
        String mark = "cordon test " + UUID.randomUUID();
        try (LiveLog log = LiveLog.ringBuffer()) {
            // without the end of a line, the kernel waits for the rest of it
            Files.writeString(KMSG, mark + "\n", StandardOpenOption.WRITE);
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 50 && lines.stream().noneMatch(line -> line.contains(mark)); i++) {
                lines.addAll(log.next(200));
            }
            assertTrue(lines.stream().anyMatch(line -> line.contains(mark)), lines.toString());
        }
        assertTrue(LiveLog.ringBufferContent().stream().anyMatch(line -> line.contains(mark)));
    }
}
