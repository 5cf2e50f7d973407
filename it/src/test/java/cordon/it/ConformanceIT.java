package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import cordon.testkit.scratch.CheckResult;
import cordon.testkit.scratch.CheckSnaps;
import cordon.testkit.scratch.Checks;
import cordon.testkit.scratch.Footprint;
import cordon.testkit.scratch.Sample;
import cordon.testkit.scratch.Scratch;
import cordon.testkit.scratch.ScratchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** Every interface of the distribution under the conformance kit, on the running kernel, in one scratch instance. */
public class ConformanceIT {
    private static final Map<String, Sample> SAMPLES = Map.of(
            "content", new Sample(Map.of("content", "check", "target", "$SNAP/shared"), Map.of("content", "check", "read", List.of("bin"))),
            "dbus", new Sample(Map.of("bus", "session", "name", "org.example.Check"), Map.of("bus", "session", "name", "org.example.Check")),
            "gpio", new Sample(Map.of("number", 17), Map.of("number", 17)),
            "i2c", new Sample(Map.of(), Map.of("path", "/dev/i2c-1")),
            "serial-port", new Sample(Map.of(), Map.of("path", "/dev/ttyUSB0")),
            "mount-control", Sample.ofPlug(Map.of("mount", List.of(Map.of("what", "/dev/sdb1", "where", "/media/check", "type", List.of("ext4"), "options", List.of("ro"))))),
            "personal-files", Sample.ofPlug(Map.of("read", List.of("$HOME/.config/check"))),
            "system-files", Sample.ofPlug(Map.of("read", List.of("/etc/check"))));
    private static Scratch scratch;

    @BeforeClass
    public static void start() throws ScratchException {
        scratch = Scratch.start(Distribution.HOME);
    }

    @AfterClass
    public static void end() throws ScratchException {
        scratch.close();
    }

    private static List<String> interfaces() throws IOException {
        try (Stream<Path> jars = Files.list(Distribution.HOME.resolve("bundle/5"))) {
            List<String> names = jars.map(jar -> jar.getFileName().toString()).filter(jar -> jar.startsWith("cordon.iface."))
                    .map(jar -> jar.substring("cordon.iface.".length(), jar.length() - ".jar".length())).sorted().toList();
            assertTrue(names.toString(), names.size() >= 35);
            return names;
        }
    }

    private static Sample sample(String name) {
        return SAMPLES.getOrDefault(name, Sample.PLAIN);
    }

    @Test
    public void everyCheckLineHolds() throws Exception {
        List<String> broken = new ArrayList<>();
        int tried = 0;
        int byTheRules = 0;
        for (String name : interfaces()) {
            for (CheckResult result : Checks.run(scratch, name, sample(name))) {
                switch (result.verdict()) {
                    case HOLDS -> tried++;
                    case HOLDS_BY_THE_RULES -> byTheRules++;
                    case BROKEN -> broken.add(name + ": " + result.line());
                }
            }
        }
        assertEquals(String.join("\n", broken), 0, broken.size());
        System.out.println("check lines of the distribution's interfaces: " + tried + " hold on this kernel, " + byTheRules + " could not be tried here and hold by the rules");
        assertTrue("most lines are decided by rules alone", tried > 4 * byTheRules);
    }

    @Test
    public void everyBackendReadsItsProfileAndADisconnectedPlugLeavesNoByte() throws Exception {
        for (String name : interfaces()) {
            CheckSnaps snaps = CheckSnaps.install(scratch, name, sample(name));
            try {
                Footprint before = Footprint.ofProfiles(scratch);
                snaps.connect();
                assertTrue(name + " changes no profile", !before.equals(Footprint.ofProfiles(scratch)));
                snaps.launch();
                snaps.disconnect();
                assertEquals(name, before, Footprint.ofProfiles(scratch));
            } finally {
                snaps.remove();
            }
        }
    }

    @Test
    public void aHundredDeploymentsLeaveNothing() throws Exception {
        Path file = Files.createTempDirectory("cordon-it-").resolve("moon.yaml");
        Files.writeString(file, "interface: moon\nsummary: s\nslot: {offered-by: [system]}\nconnected-plug:\n  - file: /etc/moon.conf r\n");
        try {
            scratch.deploy(file);
            scratch.undeploy(file);
            Footprint before = Footprint.of(scratch);
            for (int i = 0; i < 100; i++) {
                scratch.deploy(file);
                scratch.undeploy(file);
            }
            assertEquals(List.of(), Footprint.leftOver(scratch, before));
        } finally {
            Programs.need("rm", "-r", file.getParent().toString());
        }
    }
}
