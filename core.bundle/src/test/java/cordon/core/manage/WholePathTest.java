package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.core.CordonException;
import cordon.core.Progress;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A snap is installed, connected, run, parted and removed. */
class WholePathTest extends SystemTest {
    @Test
    void aSnapIsInstalledConnectedRunPartedAndRemoved() throws Exception {
        system.add(FakeInterface.system("network", false, "net_raw"));
        assertEquals("foo 1 (x1) installed", system.install("foo", "apps: {bar: {command: bin/bar, plugs: [network]}}\n").summary());
        assertEquals(List.of(), system.capabilities("foo.bar"));
        assertEquals("connected foo:network to :network", system.cordon.connect("foo:network", Optional.of(":network")).summary());
        assertEquals(List.of("net_raw"), system.capabilities("foo.bar"));
        assertTrue(system.seccomp.loaded.values().iterator().next().contains("net_raw"));

        system.cordon.run(system.request("foo.bar")).process().close();
        assertEquals(List.of("mount", "landlock", "seccomp"),
                system.launcher.started.get(0).backends().stream().map(one -> one.backend().name()).toList());

        List<String> details = system.cordon.disconnect("foo:network", Optional.empty()).details();
        assertTrue(details.contains("seccomp: effective after restart of 1 running process (1000)"), details.toString());
        assertEquals(List.of(), system.capabilities("foo.bar"));

        CordonException runs = assertThrows(CordonException.class, () -> system.cordon.remove("foo", false, Progress.SILENT));
        assertEquals("cannot remove foo: it runs as process 1000; end it first", runs.getMessage());
        system.cordon.plan(system.request("foo.bar")).close();
        system.launcher.running.clear();
        assertEquals("foo removed", system.cordon.remove("foo", false, Progress.SILENT).summary());
        assertEquals(List.of(), system.settled().snaps());
        assertTrue(system.seccomp.loaded.isEmpty());
        assertEquals(List.of("foo"), system.seccomp.forgotten);
        assertEquals(Optional.empty(), system.recordText("foo"));
        assertTrue(Files.notExists(system.packages.directory("foo", "x1")));
    }
}
