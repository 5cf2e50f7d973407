package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

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
 * The program of {@code src/test/c}, run as a snap without a connection, and what it tries to reach: processes of the same user outside, with
 * files and sockets in a home, in {@code /srv} and in {@code /run}. The attacks run once for a user; tests read how each of them ended.
 */
final class Attacker implements AutoCloseable {
    private static final List<String> COMPILER = List.of("gcc", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Wno-unused-result",
            "-Wno-missing-field-initializers", "-Werror", "-static", "-o");
    /** What an attack could have changed: each attribute of these that is not a time. */
    private static final List<String> HOST = List.of("/", "/etc", "/etc/shadow", "/etc/passwd", "/etc/cron.d", "/usr", "/usr/bin", "/var/lib", "/dev/null", "/sys/kernel");

    private final Daemon daemon;
    private final int uid;
    private final Path letter;
    private final List<Process> servers = new ArrayList<>();
    private final Map<String, String> results = new TreeMap<>();
    private final Map<String, String> before;

    /** Runs all attacks as a user who has a directory below {@code /home}. */
    Attacker(Daemon daemon, int uid, String user, Path program) throws IOException {
        this.daemon = daemon;
        this.uid = uid;
        letter = daemon.home(user).resolve("private/mine");
        for (Path directory : List.of(letter.getParent(), daemon.place().resolve("srv/" + user), daemon.place().resolve("run/" + user))) {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("mine"), "a letter\n");
            Programs.need("chown", "-R", uid + ":" + uid, directory.toString());
            servers.add(serve(program, directory, "attacked-" + uid + "-" + servers.size()));
        }
        before = host();
        run("ids").succeeds();
        String own = "/home/" + user + "/snap/attacker/common/";
        if (uid != 0) {
            Path setuid = daemon.home(user).resolve("snap/attacker/common/setuid");
            Files.copy(program, setuid, StandardCopyOption.REPLACE_EXISTING);
            Programs.need("chmod", "4755", setuid.toString());
        }
        Result result = run("all", "VICTIM=" + victim(), "DAEMON=" + daemon.pid(), "ROOT=" + (uid == 0 ? 1 : 0), "STATE=" + daemon.root(),
                "CONTROL=" + daemon.root() + "/run/control.sock", "HOSTDIR=/home/" + user + "/private", "OWN=" + own + "stolen", "BIN=/home/" + user + "/bin",
                "SETUID=" + own + "setuid ids", "ABSTRACT=attacked-" + uid + "-0", "DATAGRAM=attacked-" + uid + "-0-d",
                "SOCKET=/home/" + user + "/private/socket", "SRVSOCKET=/srv/" + user + "/socket", "RUNSOCKET=/run/" + user + "/socket", "DISK=" + disk());
        for (String line : result.succeeds().out().split("\n")) {
            results.put(line.split(" ")[0], line.split(" ")[1]);
        }
    }

    /** Compiles the program. */
    static Path compiled(Path directory) throws IOException {
        Path program = directory.resolve("attacker");
        List<String> command = new ArrayList<>(COMPILER);
        command.add(program.toString());
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

    /** How each attack ended: {@code ok}, the name of an error, or that of a signal. */
    Map<String, String> results() {
        return results;
    }

    long victim() {
        return servers.get(0).pid();
    }

    /** Nothing outside was changed, and all processes are alive and well. */
    void assertTheHostIsAsBefore() throws IOException {
        assertEquals(before, host());
        for (Process server : servers) {
            assertTrue("a process outside was ended", server.isAlive());
            assertTrue("a process outside was stopped", Files.readString(Path.of("/proc/" + server.pid() + "/stat")).matches("(?s).*\\) S .*"));
        }
    }

    private Map<String, String> host() throws IOException {
        Map<String, String> state = new LinkedHashMap<>();
        List<Path> paths = new ArrayList<>(HOST.stream().map(Path::of).toList());
        paths.addAll(List.of(letter.getParent(), letter, letter.resolveSibling("socket"), daemon.root(), daemon.root().resolve("snaps")));
        for (Path path : paths) {
            state.put(path.toString(), Files.readAttributes(path, "unix:mode,uid,gid,ino").toString());
        }
        state.put("letter", Files.getAttribute(letter, "unix:nlink") + " " + Files.getLastModifiedTime(letter) + Files.readString(letter));
        for (String file : List.of("limits", "oom_score_adj", "comm")) {
            state.put(file, Files.readString(Path.of("/proc/" + victim() + "/" + file)));
        }
        for (String setting : List.of("hostname", "core_pattern", "printk")) {
            state.put(setting, Files.readString(Path.of("/proc/sys/kernel/" + setting)));
        }
        return state;
    }

    /** The socket's path is relative: a long one has no place in an address. */
    private Process serve(Path program, Path directory, String name) throws IOException {
        Process server = new ProcessBuilder(Programs.as(uid, List.of(program.toString(), "serve", name, name + "-d", "socket")))
                .directory(directory.toFile()).redirectErrorStream(true).start();
        assertEquals("ready", server.inputReader().readLine());
        return server;
    }

    private static String disk() throws IOException {
        try (Stream<Path> disks = Files.list(Path.of("/sys/block"))) {
            return "/dev/" + disks.map(disk -> disk.getFileName().toString()).filter(name -> !name.matches("(loop|ram).*")).findFirst().orElse("sda");
        }
    }

    @Override
    public void close() {
        servers.forEach(Process::destroyForcibly);
    }
}
