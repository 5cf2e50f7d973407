package cordon.audit.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLimitsTest {
    private static final Path PRINTK = Path.of("/proc/sys/kernel/printk_ratelimit");

    @TempDir
    Path directory;

    private static String printk() throws IOException {
        assumeTrue(Files.isWritable(PRINTK), "/proc/sys is read-only here");
        return Files.readString(PRINTK).strip();
    }

    @Test
    void limitsAreLiftedWhileSomebodyFollowsAndThenAsBefore() throws Exception {
        String before = printk();
        LogLimits limits = new LogLimits(directory);
        LogLimits.Lifted first = limits.lift();
        LogLimits.Lifted second = limits.lift();
        assertEquals("0", printk());
        first.close();
        first.close();
        assertEquals("0", printk());
        second.close();
        assertEquals(before, printk());
        assertFalse(Files.exists(directory.resolve("scanlog.limits")));
    }

    @Test
    void whatAKilledFollowerLeftIsPutBack() throws Exception {
        String before = printk();
        LogLimits.Lifted killed = new LogLimits(directory).lift();
        assertTrue(Files.exists(directory.resolve("scanlog.limits")));
        new LogLimits(directory).putBack();
        assertEquals(before, printk());
        killed.close();
        assertEquals(before, printk());
    }
}
