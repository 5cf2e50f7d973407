package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.rules.ExternalResource;

/** The system's bus as a daemon of the tests sees it: a real bus, with a stand-in for the services of systemd and NetworkManager. */
final class Bus extends ExternalResource {
    private static final String CONFIGURATION = """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>system</type>
              <listen>unix:path=%s</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/><allow user="*"/>
              </policy>
            </busconfig>
            """;
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private final Daemon daemon;
    private Process bus;
    private Process services;
    private BufferedReader calls;

    /** @param daemon that has started */
    Bus(Daemon daemon) {
        this.daemon = daemon;
    }

    @Override
    protected void before() throws IOException, InterruptedException {
        assumeTrue("dbus-daemon is not installed", Files.isExecutable(Path.of("/usr/bin/dbus-daemon")));
        assumeTrue("python3-dbus or python3-gi is not installed", Files.isExecutable(PYTHON)
                && Programs.run(Map.of(), "", PYTHON.toString(), "-c", "import dbus, dbus.mainloop.glib, gi").status() == 0);
        Path socket = daemon.place().resolve("run/dbus/system_bus_socket");
        Files.createDirectories(socket.getParent());
        Path configuration = Files.writeString(daemon.place().resolve("bus.conf"), CONFIGURATION.formatted(socket));
        bus = new ProcessBuilder("dbus-daemon", "--nofork", "--nopidfile", "--print-address", "--config-file=" + configuration)
                .redirectError(daemon.place().resolve("bus.log").toFile()).start();
        String address = bus.inputReader().readLine();
        try (InputStream script = Bus.class.getResourceAsStream("stand-in.py")) {
            Path file = Files.write(daemon.place().resolve("stand-in.py"), script.readAllBytes());
            // Warnings of its libraries are no calls.
            services = new ProcessBuilder(PYTHON.toString(), file.toString(), address.split(",")[0]).redirectError(daemon.place().resolve("stand-in.log").toFile()).start();
        }
        calls = services.inputReader();
        assertEquals("ready", calls.readLine());
    }

    /** The next call that a service got, with its arguments. It waits for it. */
    String call() throws IOException {
        return calls.readLine();
    }

    /** What a program calls: with the words of dbus-send(1). */
    static List<String> send(String service, String path, String method, String... arguments) {
        List<String> command = new ArrayList<>(List.of("dbus-send", "--system", "--print-reply", "--reply-timeout=100000", "--dest=" + service, path, method));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    protected void after() {
        for (Process process : new Process[] {services, bus}) {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }
}
