package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkEventsTest {
    /** Events may be lost on a busy machine: another process is begun then. */
    @Test
    void whoBeganAProcessIsKnownWhenItHasEnded() throws Exception {
        try (ForkEvents events = ForkEvents.open()) {
            for (int i = 0; i < 50; i++) {
                Process child = new ProcessBuilder("true").start();
                child.waitFor();
                List<ForkEvents.Fork> forks = new ArrayList<>(events.drain());
                List<ForkEvents.Fork> own = forks.stream().filter(fork -> fork.child() == child.pid()).toList();
                if (!own.isEmpty()) {
                    assertEquals(1, own.size());
                    return;
                }
            }
            assumeTrue(false, "the kernel tells process events here (CONFIG_PROC_EVENTS, the first pid namespace)");
        } catch (LinuxException e) {
            assumeTrue(false, "process events: " + e.getMessage());
        }
    }
}
