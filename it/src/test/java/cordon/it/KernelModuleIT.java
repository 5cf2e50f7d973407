package cordon.it;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** An interface asks for a kernel module that no kernel has: everybody is told, and nobody is kept from anything. */
public class KernelModuleIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    private static final String WARNING = "warning: kernel module cordon_no_such_module not loaded: ";

    @Before
    public void install() throws IOException {
        Path yaml = Files.writeString(DAEMON.place().resolve("tunnel.yaml"), """
                interface: tunnel
                summary: make tunnels
                slot: {offered-by: [system]}
                connected-plug:
                  - kernel-module: cordon_no_such_module  # the driver
                """);
        DAEMON.cordon("deploy", yaml.toString()).succeeds();
        DAEMON.cordon("interface", "approve", "tunnel").succeeds();
        SnapSource snap = SnapSource.in(DAEMON.place(), "digger").yaml("name: digger\nversion: '1'\nsummary: s\napps: {digger: {command: bin/dig, plugs: [tunnel]}}\n")
                .script("bin/dig", "exit 0\n");
        DAEMON.cordon("install", snap.path()).succeeds().doesNotPrint("not loaded");
    }

    @Test
    public void aModuleThatCannotBeLoadedIsToldAtTheConnectionAndInTheReport() {
        Result connected = DAEMON.cordon("connect", "digger:tunnel").succeeds();
        assertTrue(connected.toString(), connected.err().contains(WARNING));
        DAEMON.cordon("run", "digger").succeeds();
        DAEMON.cordon("report", "digger").succeeds().prints("    kernel-module: cordon_no_such_module ", "kmod: ");
        DAEMON.cordon("disconnect", "digger:tunnel").succeeds().doesNotPrint("not loaded");
        DAEMON.cordon("report", "digger").succeeds().doesNotPrint("kernel-module");
        DAEMON.cordon("remove", "--purge", "digger").succeeds();
    }
}
