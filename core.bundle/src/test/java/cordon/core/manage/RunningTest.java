package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.Reach;
import cordon.api.snap.SecurityLabel;
import cordon.core.CordonException.Kind;
import cordon.core.Progress;
import cordon.core.RunningView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes that this framework did not start. */
class RunningTest extends SystemTest {
    private static final SecurityLabel LABEL = new SecurityLabel("foo", "app");

    private Process tree;

    @BeforeEach
    void startATree() throws Exception {
        system.add(FakeInterface.system("network", true, "net_raw"));
        system.install("foo", "plugs: {network: }\napps: {app: {command: c}, other: {command: c}}\n");
        // What a process calls itself is any bytes, and hides nothing.
        tree = new ProcessBuilder("sh", "-c", "printf '\\377\\n\\200' > /proc/$$/comm; sleep 600 & echo; wait").start();
        assertEquals('\n', tree.getInputStream().read());
    }

    @AfterEach
    void endIt() {
        tree.descendants().forEach(ProcessHandle::destroyForcibly);
        tree.destroyForcibly();
    }

    private Set<Integer> all() {
        return Stream.concat(Stream.of(tree.toHandle()), tree.descendants()).map(process -> (int) process.pid()).collect(Collectors.toSet());
    }

    @Test
    void ofATreeTheFirstCounts() throws IOException {
        assertEquals(2, all().size());
        system.mount.processes.put(LABEL, all());
        assertEquals(List.of(new RunningView(LABEL, (int) tree.pid(), 0)), system.cordon.running());
    }

    @Test
    void itIsNotRemovedWhileItRuns() throws Exception {
        system.mount.processes.put(LABEL, all());
        refused(Kind.CONFLICT, "cannot remove foo: it runs as process " + tree.pid() + "; end it first", () -> system.cordon.remove("foo", true, Progress.SILENT));
        system.mount.processes.put(LABEL, Set.of(Integer.MAX_VALUE));
        system.cordon.remove("foo", true, Progress.SILENT);
    }

    @Test
    void aChangeThatDoesNotReachItSaysSo() throws Exception {
        system.mount.processes.put(LABEL, all());
        system.seccomp.reach = Reach.RUNNING;
        List<String> lines = system.cordon.disconnect("foo:network", Optional.empty()).details();
        assertTrue(lines.contains("landlock: effective after restart of 1 running process (" + tree.pid() + ")"), lines.toString());
        assertTrue(lines.contains("seccomp: effective now"), lines.toString());
    }

    @Test
    void eachLabelIsLeftToTheFirstBackendThatCanTell() {
        system.mount.processes.put(LABEL, Set.of());
        system.landlock.processes.put(LABEL, all());
        assertEquals(List.of(), system.cordon.running());
        system.landlock.processes.put(new SecurityLabel("foo", "other"), all());
        assertEquals(List.of("other"), system.cordon.running().stream().map(view -> view.label().app()).toList());
    }

    @Test
    void nothingIsRemovedWhileABackendFailsToTell() {
        system.landlock.failure = new IllegalStateException("a bug");
        refused(Kind.SYSTEM, "cannot find out what runs: the backend landlock failed: java.lang.IllegalStateException: a bug",
                () -> system.cordon.remove("foo", true, Progress.SILENT));
    }
}
