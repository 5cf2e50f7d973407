package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.Exit;
import cordon.core.exec.FakeDaemon.Request;
import cordon.linux.ChildProcess;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.Memfd;
import cordon.linux.Paths;
import cordon.linux.Pipe;
import cordon.linux.Signals;
import cordon.linux.Spawn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client without a terminal, against a daemon of the test: a command looks as if it were started directly. */
class ClientTest {

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
    void argumentsEnvironmentAndDescriptorsArrive() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon(root); Client client = new Client("run", "foo.bar", "--", "-x", "", "ü\n")) {
            Request request = daemon.accept();
            assertEquals(0x31445243, request.magic());
            assertEquals(0, request.flags());
            assertEquals(List.of("run", "foo.bar", "--", "-x", "", "ü\n"), request.arguments());
            assertEquals(List.of("CORDON_ROOT=" + root, "A=1"), request.environment());
            assertEquals(4, request.descriptors().size());
            assertTrue(Paths.stat(request.descriptors().get(3)).isDirectory());
            daemon.frame(1, 0);
            assertEquals(new Exit(0, 0), client.process.await());
        }
    }

    @Test
    void theStandardDescriptorsAreTheCallersOwn() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon(root);
                Client client = new Client("run", "foo", "cat; echo \"$0 $1\"; echo err >&2; exit 9", "a", "b c")) {
            Io.write(client.in.writeEnd(), "text\n".getBytes(StandardCharsets.UTF_8));
            client.in.writeEnd().close();
            daemon.launch(daemon.accept());
            daemon.serve();
            assertEquals(new Exit(9, 0), client.process.await());
            assertEquals("text\na b c\n", Launches.content(client.out));
            assertEquals("err\n", Launches.content(client.err));
        }
    }

    @Test
    void theClientDiesByTheSignalOfTheCommand() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon(root); Client client = new Client("run", "foo", "kill -SEGV $$")) {
            daemon.launch(daemon.accept());
            daemon.serve();
            assertEquals(new Exit(0, 11), client.process.await());
        }
    }

    @Test
    void signalsAreForwarded() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon(root); Client client = new Client("run", "foo")) {
            daemon.accept();
            for (int number : new int[] {Signals.HUP, Signals.INT, Signals.QUIT, Signals.USR1, Signals.USR2, Signals.TERM, Signals.WINCH}) {
                client.process.signal(number);
                assertEquals(number, daemon.signal());
            }
            daemon.frame(2, Signals.TERM);
            assertEquals(new Exit(0, Signals.TERM), client.process.await());
        }
    }

    @Test
    void aStopReachesTheCommandEvenWhereNobodyCouldContinueTheClient() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon(root); Client client = new Client("run", "foo")) {
            daemon.accept();
            // The client leads a session here: its group is orphaned, and the kernel does not stop it.
            client.process.signal(Signals.TSTP);
            assertEquals(Signals.STOP, daemon.signal());
            assertEquals(Signals.CONT, daemon.signal());
            daemon.frame(1, 0);
            client.process.await();
        }
    }

    @Test
    void aSignalThatIsNotForwardedEndsTheClient() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon(root); Client client = new Client("run", "foo")) {
            daemon.accept();
            client.process.signal(14);
            assertEquals(new Exit(0, 14), client.process.await());
            assertEquals(-1, daemon.signal());
        }
    }

    @Test
    void withoutADaemonItSaysHowToStartOne() throws Exception {
        try (Client client = new Client("list")) {
            assertEquals(new Exit(1, 0), client.process.await());
            assertEquals("error: cannot reach the daemon at " + root
                    + "/run/control.sock: ENOENT (2); start it with \"cordon up\" (as root)\n", Launches.content(client.err));
        }
    }

    @Test
    void aDaemonThatGoesIsReported() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon(root); Client client = new Client("list")) {
            daemon.accept();
            daemon.hangUp();
            assertEquals(new Exit(1, 0), client.process.await());
            assertEquals("error: cannot tell how the command ended: the daemon has gone: EPIPE (32)\n", Launches.content(client.err));
        }
    }

    @Test
    void aLargeRequestArrivesWhole() throws Exception {
        String large = "x".repeat(100_000);
        String[] arguments = new String[12];
        Arrays.fill(arguments, large);
        try (FakeDaemon daemon = new FakeDaemon(root); Client client = new Client(arguments)) {
            assertEquals(List.of(arguments), daemon.accept().arguments());
            daemon.frame(1, 0);
            client.process.await();
        }
    }

    @Test
    void aCommandFileRunsItsApplication() throws Exception {
        Path file = Files.writeString(root.resolve("foo.bar"), "#!" + CLIENT + " --app=" + root + ":foo.bar\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path link = Files.createSymbolicLink(root.resolve("link"), file);
        try (FakeDaemon daemon = new FakeDaemon(root); Client client = new Client(link, List.of("link", "--app=/x:y", "-v"))) {
            Request request = daemon.accept();
            assertEquals(List.of("run", "foo.bar", "--app=/x:y", "-v"), request.arguments());
            assertEquals(16, request.flags());
            daemon.frame(1, 4);
            assertEquals(new Exit(4, 0), client.process.await());
        }
    }

    @Test
    void upStartsTheStarterThatLiesBesideTheClient() throws Exception {
        Path client = Files.copy(CLIENT, root.resolve("cordon"));
        Path starter = Files.writeString(root.resolve("cordond"), "#!/bin/sh\necho \"$0\" \"$@\"\n");
        Files.setPosixFilePermissions(starter, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Client up = new Client(client, List.of("cordon", "up", "--background"))) {
            up.process.await();
            assertEquals(starter + " up --background\n", Launches.content(up.out));
        }
    }

    /** A client without a terminal. */
    private final class Client implements AutoCloseable {
        final Pipe in = Pipe.open();
        final Fd out = Memfd.create("out", new byte[0]);
        final Fd err = Memfd.create("err", new byte[0]);
        final ChildProcess process;

        Client(String... arguments) throws IOException {
            this(CLIENT, withName(arguments));
        }

        Client(Path program, List<String> argv) throws IOException {
            process = Spawn.spawn(program.toString(), argv, List.of("CORDON_ROOT=" + root, "A=1"), in.readEnd().number(), out.number(),
                    err.number(), List.of());
        }

        private static List<String> withName(String... arguments) {
            List<String> argv = new ArrayList<>(List.of("cordon"));
            argv.addAll(List.of(arguments));
            return argv;
        }

        @Override
        public void close() {
            process.signal(Signals.KILL);
            process.close();
            in.close();
            out.close();
            err.close();
        }
    }
}
