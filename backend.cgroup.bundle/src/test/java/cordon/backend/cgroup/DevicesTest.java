package cordon.backend.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.BackendException;
import cordon.api.backend.Reach;
import cordon.api.backend.StoredProfile;
import cordon.linux.Fd;
import cordon.linux.LoopDevice;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which device nodes processes open and make, by both versions of control groups. */
class DevicesTest {

    @ParameterizedTest
    @EnumSource
    void whatNoRuleNamesIsRefused(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar")) {
            shell.assertReads(Path.of("/dev/null"));
            shell.assertRefused(Path.of("/dev/zero"));
            assertEquals("Operation not permitted", shell.write(Path.of("/dev/zero")));
            shell.assertRefused(sandbox.node("kmsg", "c", 1, 11));
            shell.assertRefused(sandbox.node("unknown", "c", 240, 5));
            shell.assertRefused(sandbox.node("block", "b", 1, 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readingAndWritingAreToldApart(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar", "device: char 1:5 r", "device: char 1:7 w")) {
            assertEquals("done", shell.read(Path.of("/dev/zero")));
            assertEquals("Operation not permitted", shell.write(Path.of("/dev/zero")));
            assertEquals("Operation not permitted", shell.read(Path.of("/dev/full")));
            assertEquals("done", shell.write(Path.of("/dev/full")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNodeCountsByItsNumberNotByItsName(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar")) {
            shell.assertRefused(sandbox.node("null", "c", 1, 5));
            shell.assertReads(sandbox.node("zero", "c", 1, 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void allMinorsOfAMajorNumber(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar", "device: char 1:* r")) {
            shell.assertReads(Path.of("/dev/zero"));
            assertEquals("Operation not permitted", shell.write(Path.of("/dev/zero")));
            assertEquals("done", shell.write(Path.of("/dev/null")));
            shell.assertRefused(sandbox.node("block", "b", 1, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodesAreMadeWithARuleForIt(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar", "device: char 1:5 m")) {
            assertEquals("done", shell.ask("mknod " + sandbox.root + "/made c 1 5"));
            assertTrue(shell.ask("mknod " + sandbox.root + "/no c 1 3").endsWith("Operation not permitted"));
            assertTrue(shell.ask("mknod " + sandbox.root + "/no b 1 5").endsWith("Operation not permitted"));
            assertFalse(Files.exists(sandbox.root.resolve("no")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void blockDevicesByName(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version)) {
            Path image = Files.write(sandbox.root.resolve("image"), new byte[1 << 20]);
            try (Fd file = Paths.openRoot(image.toString(), OpenFlags.O_RDONLY); LoopDevice loop = LoopDevice.attach(file, "cordon-test", true)) {
                Path device = Path.of(loop.path());
                try (Shell shell = sandbox.shell("bar", "device: char " + device + " r", "device: block /dev/loop-none r")) {
                    shell.assertRefused(device);
                    sandbox.backend().load(List.of(sandbox.stored("bar", "device: block /dev/loop[0-9]* r")));
                    shell.assertReads(device);
                    sandbox.backend().load(List.of(sandbox.stored("bar", "device: block " + device + " r")));
                    shell.assertReads(device);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeReachesProcessesThatRun(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar")) {
            shell.assertRefused(Path.of("/dev/zero"));
            assertEquals(Reach.RUNNING, sandbox.backend().load(List.of(sandbox.stored("bar", "device: char 1:5 r"))));
            shell.assertReads(Path.of("/dev/zero"));
            sandbox.backend().load(List.of(sandbox.stored("bar")));
            shell.assertRefused(Path.of("/dev/zero"));
            shell.assertReads(Path.of("/dev/null"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void commandsHaveGroupsOfTheirOwn(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell one = sandbox.shell("one", "device: char 1:5 r"); Shell two = sandbox.shell("two")) {
            one.assertReads(Path.of("/dev/zero"));
            two.assertRefused(Path.of("/dev/zero"));
            assertTrue(Files.readString(Path.of("/proc/" + one.pid() + "/cgroup")).contains("/snap.foo.one"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thousandsOfDevicesAreNothingSpecial(Version version) throws Exception {
        String[] many = IntStream.range(0, 5000).mapToObj(minor -> "device: char 240:" + minor + " r").toArray(String[]::new);
        List<String> more = new ArrayList<>(List.of(many));
        more.add("device: char 1:5 r");
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar", more.toArray(String[]::new))) {
            shell.assertReads(Path.of("/dev/zero"));
            assertEquals("No such device or address", shell.read(sandbox.node("last", "c", 240, 4999)));
            shell.assertRefused(sandbox.node("after", "c", 240, 5000));
            shell.assertRefused(Path.of("/dev/full"));
            sandbox.backend().load(List.of(sandbox.stored("bar", many)));
            shell.assertRefused(Path.of("/dev/zero"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void moreThanIsPossibleIsRefusedAndNothingChanges(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar", "device: char 1:5 r")) {
            StoredProfile good = sandbox.stored("good", "device: char 1:7 r");
            String many = IntStream.range(0, 16_385).mapToObj(minor -> "device: char 240:" + minor + " r\n").collect(Collectors.joining());
            StoredProfile tooMany = sandbox.write("bar", many, "");
            BackendException failure = assertThrows(BackendException.class, () -> sandbox.backend().load(List.of(good, tooMany)));
            assertTrue(failure.getMessage().contains("at most 16384"), failure.getMessage());
            shell.assertReads(Path.of("/dev/zero"));
            assertFalse(Files.exists(sandbox.groups().resolve("snap.foo.good")));
            assertThrows(BackendException.class, () -> sandbox.plan(tooMany), "it does not launch");
        }
    }
}
