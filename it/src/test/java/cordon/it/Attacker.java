package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The program of {@code src/test/c} as a snap without a connection, and what it tries to reach: a process of the same user outside, with a
 * directory and sockets. Its attacks run once for a user; the tests read how each of them ended.
 */
final class Attacker implements AutoCloseable {
    private final Daemon daemon;
    private final int uid;
    private final Path directory;
    private final Process victim;
    private final Process administrator;
    private final Map<String, String> results = new TreeMap<>();
    private final Map<String, String> before;

    private Attacker(Daemon daemon, int uid, String user, Path program) throws IOException, InterruptedException {
        this.daemon = daemon;
        this.uid = uid;
        directory = Files.createDirectories(daemon.home(user).resolve("private"));
        Files.writeString(directory.resolve("mine"), "a letter\n");
        Files.createDirectories(daemon.place().resolve("srv/" + user));
        Files.createDirectories(daemon.place().resolve("run/" + user));
        Programs.need("chown", "-R", uid + ":" + uid, directory.toString(), daemon.place().resolve("srv/" + user).toString(), daemon.place().resolve("run/" + user).toString());
        // Paths of sockets are short: they are bound relative to where the servers were started.
        victim = serve(program, uid, directory, "attacked-" + uid);
        administrator = serve(program, uid, daemon.place().resolve("srv/" + user), "attacked-srv-" + uid);
        serveInRun = serve(program, uid, daemon.place().resolve("run/" + user), "attacked-run-" + uid);
        before = host();
        List<String> facts = List.of("VICTIM=" + victim.pid(), "DAEMON=" + daemon.pid(), "ROOT=" + (uid == 0 ? 1 : 0), "STATE=" + daemon.root(),
                "CONTROL=" + daemon.root() + "/run/control.sock", "HOSTDIR=/home/" + user + "/private", "OWN=/home/" + user + "/snap/attacker/common/stolen",
                "BIN=/home/" + user + "/bin", "SETUID=/home/" + user + "/snap/attacker/common/setuid ids", "ABSTRACT=attacked-" + uid, "DATAGRAM=attacked-" + uid + "-d",
                "SOCKET=/home/" + user + "/private/socket", "SRVSOCKET=/srv/" + user + "/socket", "RUNSOCKET=/run/" + user + "/socket", "DISK=" + disk());
        run("ids").succeeds();
        Path setuid = daemon.home(user).resolve("snap/attacker/common/setuid");
        if (uid != 0) {
            Files.copy(program, setuid, StandardCopyOption.REPLACE_EXISTING);
            Programs.need("chmod", "4755", setuid.toString());
        }
        List<String> command = new ArrayList<>(List.of("all"));
        command.addAll(facts);
        for (String line : run(command.toArray(String[]::new)).succeeds().out().split("\n")) {
            results.put(line.split(" ")[0], line.split(" ")[1]);
        }
    }

    private final Process serveInRun;

    /** Runs all attacks as a user; root's home is a directory of the test's. */
    static Attacker as(Daemon daemon, int uid, String user, Path program) throws IOException, InterruptedException {
        return new Attacker(daemon, uid, user, program);
    }

    /** Compiles the program. */
    static Path compiled(Path directory) throws IOException {
        Path program = directory.resolve("attacker");
        List<String> command = new ArrayList<>(List.of("gcc", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Wno-unused-result", "-Wno-missing-field-initializers", "-Werror", "-static", "-o", program.toString()));
        try (Stream<Path> sources = Files.list(Path.of("src/test/c"))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".c")).sorted().forEach(command::add);
        }
        Programs.need(command.toArray(String[]::new));
        return program;
    }

    /** Runs the program confined. */
    Result run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("run", "attacker"));
        command.addAll(List.of(arguments));
        return uid == 0 ? daemon.cordon(command.toArray(String[]::new)) : daemon.as(uid, command.toArray(String[]::new));
    }

    /** How an attack ended: {@code ok}, the name of an error, or that of a signal. */
    Map<String, String> results() {
        return results;
    }

    /** What an attack could have changed outside and has not. */
    void assertTheHostIsAsBefore() throws IOException {
        assertEquals(before, host());
        assertTrue("the victim was ended", victim.isAlive());
        Path status = Path.of("/proc", String.valueOf(victim.pid()), "stat");
        assertTrue("the victim was stopped", Files.readString(status).matches("(?s).*\\) S .*"));
    }

    private Map<String, String> host() throws IOException {
        Map<String, String> state = new LinkedHashMap<>();
        for (Path path : List.of(directory, directory.resolve("mine"), directory.resolve("socket"), Path.of("/etc"), Path.of("/etc/shadow"), Path.of("/etc/passwd"), Path.of("/etc/cron.d"), Path.of("/usr"),
                Path.of("/usr/bin"), Path.of("/"), Path.of("/var/lib"), Path.of("/dev/null"), Path.of("/sys/kernel"), daemon.root(), daemon.root().resolve("snaps"), Path.of("/proc/sys/kernel/core_pattern"))) {
            String attributes = Files.readAttributes(path, "unix:mode,uid,gid,nlink,ino").toString();
            state.put(path.toString(), path.endsWith("mine") ? attributes + Files.getLastModifiedTime(path) + Files.readString(path) : attributes);
        }
        state.put("limits", Files.readString(Path.of("/proc", String.valueOf(victim.pid()), "limits")));
        state.put("host name", Files.readString(Path.of("/proc/sys/kernel/hostname")));
        return state;
    }

    private static Process serve(Path program, int uid, Path directory, String name) throws IOException {
        Process server = new ProcessBuilder(Programs.as(uid, List.of(program.toString(), "serve", name, name + "-d", "socket")))
                .directory(directory.toFile()).redirectErrorStream(true).start();
        BufferedReader out = server.inputReader();
        String line = out.readLine();
        assertNotNull("the victim did not start", line);
        assertEquals("ready", line);
        return server;
    }

    private static String disk() throws IOException {
        try (Stream<Path> disks = Files.list(Path.of("/sys/block"))) {
            return "/dev/" + disks.map(disk -> disk.getFileName().toString()).sorted((a, b) -> b.compareTo(a)).findFirst().orElse("sda");
        }
    }

    @Override
    public void close() {
        for (Process process : List.of(victim, administrator, serveInRun)) {
            process.destroyForcibly();
        }
    }
}
