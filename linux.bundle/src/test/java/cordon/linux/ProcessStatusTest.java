package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessStatusTest {
    @Test
    void aProcessIsKnownWhateverBytesItCallsItself() throws Exception {
        Process odd = new ProcessBuilder("sh", "-c", "printf '\\377\\n\\200:' > /proc/$$/comm; echo; read end").start();
        try {
            assertEquals('\n', odd.getInputStream().read());
            ProcessStatus status = ProcessStatus.of((int) odd.pid()).orElseThrow();
            assertEquals(ProcessHandle.current().pid(), status.parent());
            assertEquals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), status.uid());
            assertEquals(0, status.tracer());
            assertFalse(status.hasEnded());
        } finally {
            odd.destroyForcibly();
        }
    }

    @Test
    void oneThatNobodyHasCollectedHasEnded() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "true & echo $!; exec sleep 600").start();
        try {
            int child = Integer.parseInt(parent.inputReader().readLine());
            Optional<ProcessStatus> status = ProcessStatus.of(child);
            while (!status.orElseThrow().hasEnded()) {
                Thread.sleep(5);
                status = ProcessStatus.of(child);
            }
            assertTrue(parent.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aNumberThatIsNoProcessHasNone() throws LinuxException {
        assertEquals(Optional.empty(), ProcessStatus.of(Integer.MAX_VALUE));
    }
}
