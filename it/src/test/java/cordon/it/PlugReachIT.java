package cordon.it;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Which commands and hooks a plug reaches, by what they can do and by their filters. */
public class PlugReachIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();
    private static final List<String> COMMANDS = List.of("one", "two", "both", "none");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** The snap's plug {@code all}, two commands' plugs of the same interface with other attributes, and a network for one of them. */
    @Before
    public void install() throws IOException {
        SnapSource probe = SnapSource.in(folder.getRoot().toPath(), "probe").yaml("""
                name: probe
                version: '1'
                summary: s
                plugs:
                  all: {interface: system-files, read: [/srv/all]}
                  a: {interface: system-files, read: [/srv/a]}
                  b: {interface: system-files, read: [/srv/b]}
                apps:
                  one: {command: bin/cat, plugs: [a, network]}
                  two: {command: bin/cat, plugs: [b]}
                  both: {command: bin/cat, plugs: [a, b]}
                  none: {command: bin/cat}
                hooks:
                  configure: {plugs: [network]}
                  remove: {}
                """).script("bin/cat", "exec cat \"$@\"\n").script("meta/hooks/configure", "exit 0\n").script("meta/hooks/remove", "exit 0\n");
        for (String name : List.of("all", "a", "b")) {
            Files.writeString(DAEMON.place().resolve("srv").resolve(name), name + " is read\n");
        }
        DAEMON.cordon("install", probe.path()).succeeds();
        for (String plug : List.of("all", "a", "b")) {
            DAEMON.cordon("connect", "probe:" + plug).succeeds();
        }
    }

    @After
    public void remove() {
        DAEMON.cordon("remove", "--purge", "probe").succeeds();
    }

    private static List<String> whoReads(String file) {
        return COMMANDS.stream().filter(command -> DAEMON.cordon("run", "probe." + command, "/srv/" + file).out().equals(file + " is read\n")).toList();
    }

    @Test
    public void aPlugOfTheSnapReachesAllAndOneOfACommandThatOneOnly() {
        assertEquals(COMMANDS, whoReads("all"));
        assertEquals(List.of("one", "both"), whoReads("a"));
        assertEquals(List.of("two", "both"), whoReads("b"));
    }

    @Test
    public void disconnectingOneOfThreePlugsOfAnInterfaceLeavesTheOthers() {
        DAEMON.cordon("disconnect", "probe:a").succeeds();
        assertEquals(COMMANDS, whoReads("all"));
        assertEquals(List.of(), whoReads("a"));
        assertEquals(List.of("two", "both"), whoReads("b"));
    }

    @Test
    public void theFiltersOfCommandsAndHooksFollowTheirOwnPlugs() throws IOException {
        Path profiles = DAEMON.root().resolve("seccomp/profiles");
        List<String> networked;
        try (Stream<Path> files = Files.list(profiles)) {
            networked = files.filter(file -> file.getFileName().toString().matches("snap\\.probe\\.[a-z.]*(?<!\\.bin)")).filter(PlugReachIT::makesInternetSockets)
                    .map(file -> file.getFileName().toString()).sorted().toList();
        }
        assertEquals(List.of("snap.probe.hook.configure", "snap.probe.one"), networked);
    }

    private static boolean makesInternetSockets(Path profile) {
        try {
            return Files.readString(profile).lines().anyMatch(line -> line.matches("socket (AF_INET|2) .*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
