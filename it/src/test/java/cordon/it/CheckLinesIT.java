package cordon.it;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** {@code interface check} tries what a description says, in an instance of its own. */
public class CheckLinesIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();
    private static final String YAML = """
            interface: moon
            summary: look at the moon
            slot: {offered-by: [system]}
            connected-plug:
              - file: /etc/moon.conf r            # settings
              - file: "owner @{HOME}/moon/ rw"    # pictures
              - network: netlink raw route        # which way it is
              - syscall: setns                    # there
            check:
              allows: [%s]
              refuses: [%s]
            """;

    private Path file;
    private List<String> before;

    private static List<String> ofScratch() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/tmp"))) {
            return all.map(path -> path.getFileName().toString()).filter(name -> name.matches("cordon-(scratch|check|out|err)-.*")).sorted().toList();
        }
    }

    @Before
    public void place() throws IOException {
        before = ofScratch();
        file = Files.createTempDirectory(DAEMON.place(), "work").resolve("moon.yaml");
    }

    @After
    public void nothingIsLeft() throws Exception {
        // Others may try descriptions on this machine at the same time.
        Until.holds("nothing is left but " + before, () -> before.containsAll(ofScratch()));
        DAEMON.cordon("interface", "moon").fails("not here");
    }

    private Result check(String allows, String refuses) throws IOException {
        Files.writeString(file, YAML.formatted(allows, refuses));
        return DAEMON.cordon("interface", "check", file.toString());
    }

    @Test
    public void linesThatHoldAreListed() throws IOException {
        check("open /etc/moon.conf r, socket netlink raw route, syscall setns", "open /etc/moon.conf w, open /etc/shadow r, syscall mount, socket packet raw").succeeds()
                .prints("7 of 7 check lines hold", "holds: allows open /etc/moon.conf r", "holds: refuses open /etc/shadow r");
    }

    @Test
    public void aLineThatDoesNotHoldIsNamedAndTheCheckFails() throws IOException {
        check("open /etc/moon.conf rw, open /etc/passwd r", "open /etc/moon.conf r, syscall setns").fails("cannot confirm what moon.yaml says: 0 of 4 check lines hold")
                .prints("broken: allows open /etc/moon.conf rw: with the connection it ends with E", "broken: allows open /etc/passwd r: it ends with ok without the connection too",
                        "broken: refuses open /etc/moon.conf r: with the connection it ends with ok", "broken: refuses syscall setns");
    }

    @Test
    public void aFileThatNobodyHasIsTriedInACopyOfTheHostsDirectories() throws IOException {
        boolean before = Files.exists(Path.of("/etc/moon.conf"));
        check("open /etc/moon.conf r", "open /etc/moon.conf w").succeeds().prints("2 of 2");
        assertEquals(before, Files.exists(Path.of("/etc/moon.conf")));
    }

    @Test
    public void othersAreToldThatItTakesRoot() throws IOException {
        Files.writeString(file, YAML.formatted("open /etc/moon.conf r", "open /etc/shadow r"));
        Programs.need("chown", "-R", Daemon.ALICE + ":" + Daemon.ALICE, file.getParent().toString());
        DAEMON.as(Daemon.ALICE, "interface", "check", file.toString()).succeeds().prints("its check lines were not tried: that takes root");
    }
}
