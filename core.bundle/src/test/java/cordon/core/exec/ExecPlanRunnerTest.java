package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.CgroupStep;
import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.linux.Fd;
import cordon.linux.Memfd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which program is trusted with plans, and who owns the descriptors of a plan. */
class ExecPlanRunnerTest {

    @TempDir
    Path dir;

    private Path program;

    @BeforeEach
    void copy() throws IOException {
        program = Files.copy(Launches.PROGRAM, dir.resolve("cordon-exec"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void aProgramThatOthersCanWriteIsRefused() throws Exception {
        for (String mode : List.of("rwxrwxr-x", "rwxr-xrwx")) {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(mode));
            IOException refused = assertThrows(IOException.class, () -> new ExecPlanRunner(program));
            assertTrue(refused.getMessage().startsWith("cannot launch with " + program + ": it has owner "), refused.getMessage());
        }
    }

    @Test
    void aProgramOfSomebodyElseIsRefused() throws Exception {
        Launches.needRoot();
        Files.setAttribute(program, "unix:uid", 4242);
        assertThrows(IOException.class, () -> new ExecPlanRunner(program));
    }

    @Test
    void aLinkToTheProgramIsRefused() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), program);
        assertThrows(IOException.class, () -> new ExecPlanRunner(link));
    }

    @Test
    void aProgramThatHasBecomeWritableIsRefusedAtTheNextLaunch() throws Exception {
        ExecPlanRunner runner = new ExecPlanRunner(program);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));
        LaunchPlan plan = new LaunchPlan(List.of());
        assertThrows(IOException.class, () -> runner.start(plan, PlanRunner.Stdio.INHERITED));
    }

    @Test
    void descriptorsOfThePlanAreClosedWhetherItStartsOrNot() throws Exception {
        ExecPlanRunner runner = new ExecPlanRunner(program);
        Fd procs = Memfd.create("procs", new byte[0]);
        try (Started started = runner.start(new LaunchPlan(List.of(new CgroupStep.JoinCgroup(procs, "test"))),
                PlanRunner.Stdio.INHERITED)) {
            assertEquals(new Exit(0, 0), started.await());
        }
        assertThrows(IllegalStateException.class, procs::number);

        Fd unused = Memfd.create("procs", new byte[0]);
        Files.delete(program);
        assertThrows(IOException.class,
                () -> runner.start(new LaunchPlan(List.of(new CgroupStep.JoinCgroup(unused, "test"))), PlanRunner.Stdio.INHERITED));
        assertThrows(IllegalStateException.class, unused::number);
    }
}
