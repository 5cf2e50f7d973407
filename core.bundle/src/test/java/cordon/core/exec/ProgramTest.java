package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.Exit;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.core.exec.Launches.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last step, and what the program finds when it starts. */
class ProgramTest {

    @TempDir
    Path dir;

    @Test
    void argumentsAndEnvironmentArriveAsTheyAre() throws Exception {
        Result result = Launches.run(new LaunchStep.Exec("/bin/sh",
                List.of("sh", "-c", "printf '<%s>' \"$0\" \"$@\" \"$A\" \"$B\"", "", "--", "-x", "a b", "\n"), List.of("A=", "B=ü=1")));
        assertEquals("<><--><-x><a b><\n><><ü=1>", result.out());
        assertEquals(new Exit(0, 0), result.exit());
    }

    @Test
    void theEndOfTheProgramIsTheEndOfTheLaunch() throws Exception {
        assertEquals(new Exit(7, 0), Launches.run(Launches.shell("exit 7")).exit());
        assertEquals(new Exit(0, 15), Launches.run(Launches.shell("kill -TERM $$")).exit());
    }

    @Test
    void aPlanWithoutProgramEndsWithZero() throws Exception {
        assertEquals(new Result(new Exit(0, 0), "", ""), Launches.run(new LimitStep.Umask(022)));
        assertEquals(new Result(new Exit(0, 0), "", ""), Launches.run());
    }

    @Test
    void aProgramThatIsMissingOrNotExecutableGivesTheStatusOfAShell() throws Exception {
        Result missing = Launches.run(new LaunchStep.Exec("/nowhere/app", List.of("app"), List.of()));
        assertEquals(127, missing.status());
        assertEquals("cordon-exec: cannot execute /nowhere/app: ENOENT (2)\n", missing.err());

        Path plain = Files.writeString(dir.resolve("plain"), "text");
        Result refused = Launches.run(new LaunchStep.Exec(plain.toString(), List.of("plain"), List.of()));
        assertEquals(126, refused.status());
        assertTrue(refused.err().endsWith(": EACCES (13)\n"), refused.err());

        Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rwxr-xr-x"));
        Result noFormat = Launches.run(new LaunchStep.Exec(plain.toString(), List.of("plain"), List.of()));
        assertEquals(126, noFormat.status());
        assertTrue(noFormat.err().endsWith(": ENOEXEC (8)\n"), noFormat.err());
    }

    @Test
    void onlyTheThreeStandardDescriptorsReachTheProgram() throws Exception {
        Result result = Launches.run(new LaunchStep.Exec("/bin/ls", List.of("ls", "/proc/self/fd"), List.of()));
        // 3 is the directory that ls itself reads.
        assertEquals("0\n1\n2\n3\n", result.out());
    }

    @Test
    void noSignalIsIgnoredOrBlocked() throws Exception {
        Result result = Launches.run(new LaunchStep.Exec("/bin/grep", List.of("grep", "-E", "^Sig(Blk|Ign)",
                "/proc/self/status"), List.of()));
        assertEquals("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", result.out());
    }

    @Test
    void limitsNiceValueAndUmaskAreThoseOfThePlan() throws Exception {
        Result result = Launches.run(new LimitStep.Limit(7, 100, 200), new LimitStep.Limit(4, 0, -1), new LimitStep.Nice(5),
                new LimitStep.Umask(027), Launches.shell("ulimit -Sn; ulimit -Hn; ulimit -Sc; ulimit -Hc; nice; umask"));
        assertEquals("100\n200\n0\nunlimited\n5\n0027\n", result.out(), result.err());
    }

    @Test
    void withoutAStepTheUmaskIsInherited() throws Exception {
        String own = new ProcessBuilder("/bin/sh", "-c", "umask").start().inputReader().readLine();
        assertEquals(own + "\n", Launches.run(Launches.shell("umask")).out());
    }

    @Test
    void aLimitThatTheKernelRefusesEndsTheLaunch() throws Exception {
        Result result = Launches.run(new LimitStep.Limit(99, 1, 1), Launches.shell("echo reached"));
        assertEquals(new Result(new Exit(125, 0), "", "cordon-exec: cannot set limit 99: EINVAL (22)\n"), result);
    }

    @Test
    void manyArgumentsArrive() throws Exception {
        Result result = Launches.run(new LaunchStep.Exec("/bin/sh",
                java.util.stream.Stream.concat(List.of("sh", "-c", "echo $#", "sh").stream(),
                        java.util.stream.IntStream.range(0, 20_000).mapToObj(Integer::toString)).toList(), List.of()));
        assertEquals("20000\n", result.out());
    }
}
