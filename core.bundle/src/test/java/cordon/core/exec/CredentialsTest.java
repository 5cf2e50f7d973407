package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.LaunchStep;
import cordon.api.launch.LaunchStep.Credentials;
import cordon.core.exec.Launches.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who the program is, as the kernel says it in /proc/PID/status. */
class CredentialsTest {

    private static final long NET_RAW = 1L << 13;
    private static final long KILL = 1L << 5;
    private static final String NONE = "0000000000000000";

    @BeforeEach
    void root() {
        Launches.needRoot();
    }

    @Test
    void aUserHasItsIdsAndGroupsAndNoCapability() throws Exception {
        Map<String, String> status = status(new Credentials(4242, 4243, List.of(7, 9), 0, false));
        assertEquals("4242\t4242\t4242\t4242", status.get("Uid"));
        assertEquals("4243\t4243\t4243\t4243", status.get("Gid"));
        assertEquals("7 9", status.get("Groups"));
        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
            assertEquals(NONE, status.get(set), set);
        }
        assertEquals("0", status.get("NoNewPrivs"));
    }

    @Test
    void aUsersBoundingSetIsTheOneAskedFor() throws Exception {
        Map<String, String> status = status(new Credentials(4242, 4243, List.of(), NET_RAW | KILL, true));
        assertEquals("0000000000002020", status.get("CapBnd"));
        assertEquals(NONE, status.get("CapPrm"));
        assertEquals("", status.get("Groups"));
        assertEquals("1", status.get("NoNewPrivs"));
    }

    @Test
    void rootHasExactlyTheCapabilitiesAskedFor() throws Exception {
        for (boolean noNewPrivs : new boolean[] {false, true}) {
            Map<String, String> status = status(new Credentials(0, 0, List.of(0), NET_RAW | KILL, noNewPrivs));
            for (String set : List.of("CapPrm", "CapEff", "CapBnd")) {
                assertEquals("0000000000002020", status.get(set), set);
            }
            assertEquals(NONE, status.get("CapInh"));
            assertEquals(noNewPrivs ? "1" : "0", status.get("NoNewPrivs"));
        }
    }

    @Test
    void allCapabilitiesAreThoseThatTheKernelKnows() throws Exception {
        String all = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("CapBnd"))
                .findFirst().orElseThrow();
        assertEquals(all, "CapBnd:\t" + status(new Credentials(0, 0, List.of(), -1, false)).get("CapBnd"));
    }

    @Test
    void aProgramWithSetUserIdGainsNothingUnderNoNewPrivs(@TempDir Path dir) throws Exception {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (SetUserIdPlace place = new SetUserIdPlace(dir)) {
            LaunchStep id = new LaunchStep.Exec(place.copy(Path.of("/usr/bin/id")).toString(), List.of("id", "-u"), List.of());
            assertEquals("0\n", Launches.run(new Credentials(4242, 4243, List.of(), -1, false), id).out());
            assertEquals("4242\n", Launches.run(new Credentials(4242, 4243, List.of(), -1, true), id).out());
        }
    }

    @Test
    void manyGroupsAreSet() throws Exception {
        List<Integer> groups = new ArrayList<>();
        for (int group = 1; group <= 1000; group++) {
            groups.add(group);
        }
        assertEquals(1000, status(new Credentials(4242, 4243, groups, 0, true)).get("Groups").split(" ").length);
    }

    private static Map<String, String> status(Credentials credentials) throws IOException, InterruptedException {
        Result result = Launches.run(credentials, new LaunchStep.Exec("/bin/cat", List.of("cat", "/proc/self/status"), List.of()));
        assertEquals(0, result.status(), result.err());
        return result.out().lines().map(line -> line.split(":", 2)).collect(Collectors.toMap(line -> line[0], line -> line[1].strip()));
    }
}
