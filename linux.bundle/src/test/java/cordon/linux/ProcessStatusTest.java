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

    /** The child ends when it is told to, which is after its parent has become a program that collects nobody: a shell might collect it first. */
    @Test
    void oneThatNobodyHasCollectedHasEnded() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "exec 3<&0; { read told <&3; } & echo $!; exec sleep 600").start();
        try {
            int child = Integer.parseInt(parent.inputReader().readLine());
            while (!Files.readString(Path.of("/proc", String.valueOf(parent.pid()), "comm")).equals("sleep\n")) {
                Thread.sleep(1);
            }
            assertFalse(ProcessStatus.of(child).orElseThrow().hasEnded());
            parent.getOutputStream().close();
            while (!ProcessStatus.of(child).orElseThrow().hasEnded()) {
                Thread.sleep(1);
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
