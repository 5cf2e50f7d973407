package cordon.core.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.linux.Self;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a state root of their own, on the real kernel; what they mounted is unmounted, whatever happened. */
abstract class RootedTest {
    @TempDir
    Path temp;
    Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        assumeTrue(Self.effectiveUid() == 0, "mounting needs root");
        root = Files.createDirectory(temp.resolve("root"));
    }

    @AfterEach
    void leaveNoMount() throws IOException, InterruptedException {
        for (String place : mounts()) {
            TestPackage.run("umount", "-l", place);
        }
        assertEquals(List.of(), mounts());
    }

    /** Where something is mounted below the root, latest first. */
    List<String> mounts() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            List<String> places = lines.map(line -> line.split(" ")[4]).filter(place -> place.startsWith(temp.toString())).toList();
            return places.stream().sorted((a, b) -> b.compareTo(a)).toList();
        }
    }

    /** The names in a directory below the root, sorted. */
    List<String> names(String relative) throws IOException {
        try (Stream<Path> entries = Files.list(root.resolve(relative))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** Loop devices whose file lies below the test's directory. */
    List<String> loops() throws IOException {
        try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
            return devices.map(device -> device.resolve("loop/backing_file")).filter(Files::exists).map(RootedTest::read)
                    .filter(file -> file.startsWith(temp.toString())).toList();
        }
    }

    /** The kernel frees one a moment after the last has let go of it, who may be one of the system's that looks at each new device. */
    void assertNoLoops() throws IOException, InterruptedException {
        for (int i = 0; i < 6000 && !loops().isEmpty(); i++) {
            Thread.sleep(10);
        }
        assertEquals(List.of(), loops());
    }

    /** A device can be freed between the look and the reading. */
    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
