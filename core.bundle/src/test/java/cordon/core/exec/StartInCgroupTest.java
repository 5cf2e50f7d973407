package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.api.launch.CgroupStep;
import cordon.api.launch.LaunchStep;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartInCgroupTest {
    @TempDir
    Path dir;

    private Path group;

    @BeforeEach
    void makeGroup() throws IOException {
        Launches.needRoot();
        Path unified = Stream.of("/sys/fs/cgroup/unified", "/sys/fs/cgroup").map(Path::of)
                .filter(root -> Files.isWritable(root.resolve("cgroup.procs")) && Files.exists(root.resolve("cgroup.controllers"))).findFirst().orElse(null);
        assumeTrue(unified != null, "no unified control group hierarchy is mounted and writable");
        group = Files.createTempDirectory(unified, "cordon-test");
    }

    @AfterEach
    void removeGroup() throws IOException {
        if (group != null) {
            Files.deleteIfExists(group);
        }
    }

    private LaunchStep inGroup() throws IOException {
        return new CgroupStep.StartInCgroup(Paths.openAbsolute(group.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY), group.toString());
    }

    private String groupsBy(ExecPlanRunner runner) throws Exception {
        return Launches.run(runner, List.of(inGroup(), Launches.shell("cat /proc/self/cgroup"))).out();
    }

    /** The group is below that of the container, where the mount shows a part of the hierarchy. */
    private void assertUnified(String groups) {
        assertTrue(groups.lines().anyMatch(line -> line.startsWith("0::/") && line.endsWith("/" + group.getFileName())), groups);
    }

    private ExecPlanRunner withoutLibrary() throws IOException {
        return new ExecPlanRunner(Files.copy(Launches.PROGRAM, dir.resolve("cordon-exec")));
    }

    @Test
    void aProcessStartsInItsGroup() throws Exception {
        String groups = groupsBy(new ExecPlanRunner(Launches.PROGRAM));
        assertUnified(groups);
    }

    @Test
    void withoutTheLibraryItJoinsItsGroup() throws Exception {
        String groups = groupsBy(withoutLibrary());
        assertUnified(groups);
    }

    @Test
    void aLibraryThatOthersCanWriteIsNotLoaded() throws Exception {
        Path program = Files.copy(Launches.PROGRAM, dir.resolve("cordon-exec"));
        Path library = Files.copy(Launches.PROGRAM.resolveSibling("libcordon-spawn.so"), dir.resolve("libcordon-spawn.so"));
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertTrue(assertThrows(IOException.class, () -> new ExecPlanRunner(program)).getMessage().contains("libcordon-spawn.so"));
    }

    @Test
    void aGroupThatIsGoneStartsNothing() throws Exception {
        LaunchStep gone = inGroup();
        Files.delete(group);
        LinuxException refused = assertThrows(LinuxException.class, () -> Launches.run(gone, Launches.shell("echo started")));
        assertTrue(List.of(Errno.ENODEV, Errno.ENOENT).contains(refused.errno()), refused.getMessage());
    }

    @Test
    void aProgramThatCannotBeExecutedIsAnErrorAndLeavesNoProcess() throws Exception {
        Path program = Files.copy(Launches.PROGRAM, dir.resolve("cordon-exec"));
        Files.copy(Launches.PROGRAM.resolveSibling("libcordon-spawn.so"), dir.resolve("libcordon-spawn.so"));
        ExecPlanRunner runner = new ExecPlanRunner(program);
        Files.writeString(program, "no program");
        LinuxException refused = assertThrows(LinuxException.class, () -> Launches.run(runner, List.of(inGroup(), Launches.shell("echo started"))));
        assertEquals("ENOEXEC", Errno.name(refused.errno()));
        assertEquals("", Files.readString(group.resolve("cgroup.procs")));
    }

    @Test
    void itHoldsTheDescriptorsOfItsPlanAndNoOther() throws Exception {
        try (Fd another = Paths.openAbsolute("/dev/null", OpenFlags.O_RDONLY)) {
            String out = Launches.run(inGroup(), Launches.shell("ls /proc/self/fd")).out();
            // The fourth is the directory that is listed.
            assertEquals(List.of("0", "1", "2", "3"), Arrays.asList(out.split("\n")), "beside " + another.number());
        }
    }

    @Test
    void signalsAreAsTheyAreForAProgramOfItsOwn() throws Exception {
        String out = Launches.run(inGroup(), Launches.shell("grep -E '^Sig(Blk|Ign)' /proc/self/status")).out();
        assertEquals("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", out);
    }
}
