package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.Exit;
import cordon.api.launch.LaunchStep;
import cordon.core.exec.FakeDaemon.Request;
import cordon.linux.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client on a terminal: the command gets one of its own, and the client stands in for it on the caller's. */
class ClientTerminalTest {

    private static final Path CLIENT = Path.of(System.getProperty("cordon.client")).normalize();

    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void directory() throws IOException {
        Launches.needRoot();
        root = temporary.toRealPath();
    }

    @Test
    void onATerminalTheCommandHasOneOfItsOwn() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon(root);
                Terminals terminal = onATerminal("tty; stty size; read line; echo \"<$line>\"; exit 5")) {
            Request request = daemon.accept();
            assertEquals(15, request.flags());
            assertEquals(24, request.rows());
            assertEquals(80, request.columns());
            daemon.launch(request);
            terminal.until("/dev/pts/0\r\n24 80\r\n");
            terminal.type("words\r");
            daemon.serve();
            assertEquals("words\r\n<words>\r\n", terminal.rest());
            assertEquals(new Exit(5, 0), terminal.started.await());
        }
    }

    @Test
    void aKeyInterruptsTheCommandAndTheClientEndsLikeIt() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon(root); Terminals terminal = onATerminal("echo ready; exec sleep 1000")) {
            daemon.launch(daemon.accept());
            terminal.until("ready");
            terminal.type("\003");
            daemon.serve();
            assertEquals(new Exit(0, Signals.INT), terminal.started.await());
        }
    }

    @Test
    void aKeyStopsCommandAndClientAndBothGoOn() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon(root); Terminals terminal = onATerminal("exec cat")) {
            daemon.launch(daemon.accept());
            terminal.type("ready\r");
            terminal.until("ready\r\nready");
            terminal.type("\032");
            Thread server = new Thread(() -> serve(daemon), "daemon");
            server.start();
            // The client's own leader reports it: the client stopped too, as a shell expects.
            assertEquals(Signals.TSTP, terminal.report()[1]);
            terminal.started.signal(Signals.CONT);
            terminal.type("again\r");
            terminal.until("again\r\nagain");
            terminal.type("\004");
            server.join();
            assertEquals(new Exit(0, 0), terminal.started.await());
        }
    }

    @Test
    void theCallersTerminalIsAsBeforeAfterwards() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon(root);
                Terminals terminal = Terminals.open(List.of(new LaunchStep.Exec("/bin/sh",
                        List.of("sh", "-c",
                                "before=$(stty -g); " + CLIENT + " run foo 'echo ready; read x'; test $before = $(stty -g) && echo same"),
                        List.of("CORDON_ROOT=" + root, "PATH=/usr/bin:/bin"))))) {
            daemon.launch(daemon.accept());
            terminal.until("ready");
            terminal.type("\r");
            daemon.serve();
            assertTrue(terminal.rest().endsWith("same\r\n"));
        }
    }

    @Test
    void allOutputOfTheCommandArrives() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon(root); Terminals terminal = onATerminal("seq 30000")) {
            daemon.launch(daemon.accept());
            Thread server = new Thread(() -> serve(daemon), "daemon");
            server.start();
            String all = terminal.rest();
            server.join();
            assertTrue(all.endsWith("\r\n29999\r\n30000\r\n"), all.substring(Math.max(0, all.length() - 40)));
            assertEquals(30000, all.lines().count());
        }
    }

    private static void serve(FakeDaemon daemon) {
        try {
            daemon.serve();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Terminals onATerminal(String script) throws IOException {
        return Terminals.open(List.of(new LaunchStep.Exec(CLIENT.toString(), List.of("cordon", "run", "foo", script),
                List.of("CORDON_ROOT=" + root))));
    }
}
