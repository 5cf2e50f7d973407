package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.ClassRule;
import org.junit.Test;

/** Who watches is told what happens when it happens, until he has seen enough. */
public class WatchIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    private static final String MOON = "interface: moon\nsummary: see it\nslot: {offered-by: [system], auto-connect: true}\nconnected-plug:\n  - file: /etc/moon r  # it\n";

    private static void eventuallySays(Path output, String... words) throws Exception {
        String said = Until.answer(() -> Files.readString(output), text -> List.of(words).stream().allMatch(text::contains));
        assertTrue("not all of " + List.of(words) + " are in:\n" + said, List.of(words).stream().allMatch(said::contains));
    }

    @Test
    public void whatChangesIsPrintedWhileItChangesAndAnInterruptEndsIt() throws Exception {
        Path work = Files.createTempDirectory(DAEMON.place(), "work");
        SnapSource.in(work, "lander").yaml("name: lander\nversion: '1'\nsummary: s\nplugs: {moon: moon}\napps: {go: {command: bin/go}}\n").script("bin/go", "exit 0\n");
        Path lines = work.resolve("lines");
        Path objects = work.resolve("objects");
        Process people = DAEMON.begin(lines, "watch");
        Process programs = DAEMON.begin(objects, "watch", "--json");
        try {
            eventuallySays(lines, "watching");
            eventuallySays(objects, "watching");
            DAEMON.cordon("install", work.resolve("lander").toString()).succeeds();
            DAEMON.cordon("deploy", Files.writeString(work.resolve("moon.yaml"), MOON).toString()).succeeds();
            DAEMON.cordon("undeploy", "moon").succeeds();
            eventuallySays(lines, "  snap lander was installed\n", "  interface moon of bundle cordon.deployed.moon ", " arrived\n", "  lander:moon is connected to :moon\n",
                    "  policy of lander.go: 1 rule added, 0 removed\n", "  lander:moon is suspended from :moon\n", "  policy of lander.go: 0 rules added, 1 removed\n");
            eventuallySays(objects, "\"topic\": \"cordon/connection/SUSPENDED\"", "\"plug\": \"lander:moon\"", "\"topic\": \"cordon/policy/CHANGED\"", "\"command\": \"lander.go\"");
            String whole = Files.readString(objects);
            // Of a line that is being written there may be a part.
            assertTrue(whole, whole.substring(0, whole.lastIndexOf('\n')).lines().filter(line -> line.contains("topic")).allMatch(line -> line.startsWith("{\"time\": ") && line.endsWith("}")));
            new ProcessBuilder("sh", "-c", "kill -INT " + people.pid()).start().waitFor();
            assertTrue("it does not end", people.waitFor(Until.SECONDS, TimeUnit.SECONDS));
            assertEquals("ended by the signal", 128 + 2, people.exitValue());
        } finally {
            people.destroyForcibly();
            programs.destroyForcibly();
        }
        String said = Files.readString(lines);
        DAEMON.cordon("remove", "lander").succeeds();
        assertEquals(said, Files.readString(lines));
    }
}
