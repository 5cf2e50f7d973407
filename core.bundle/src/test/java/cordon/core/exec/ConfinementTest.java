package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.LaunchStep;
import cordon.api.launch.LaunchStep.Credentials;
import cordon.api.launch.MountStep;
import cordon.api.launch.NamespaceStep;
import cordon.core.exec.Launches.Result;
import cordon.linux.Fd;
import cordon.linux.Landlock;
import cordon.linux.LandlockAccess;
import cordon.linux.Memfd;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.SeccompAction;
import cordon.linux.SeccompFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps that restrict the program. */
class ConfinementTest {

    private static final Credentials USER = new Credentials(4242, 4242, List.of(), 0, false);

    @TempDir
    Path dir;

    @BeforeEach
    void root() {
        Launches.needRoot();
    }

    @Test
    void aFilterHoldsWithoutNoNewPrivs() throws Exception {
        Credentials root = new Credentials(0, 0, List.of(), 0, false);
        Credentials user = new Credentials(4242, 4242, List.of(), 0, true);
        for (Credentials credentials : List.of(USER, root, user)) {
            Result result = filtered(noDirectories(), credentials, "mkdir /tmp/cordon-none; grep -E '^(Seccomp|CapEff):' /proc/self/status");
            assertEquals("CapEff:\t0000000000000000\nSeccomp:\t2\n", result.out(), result.err());
            assertTrue(result.err().contains("Operation not permitted"), result.err());
        }
    }

    @Test
    void executionIsAllThatAStrictFilterHasToAllow() throws Exception {
        byte[] filter = new SeccompFilter(SeccompAction.KILL_PROCESS).allow("execve").compile().program().toBytes();
        // The program's own start is killed, which shows that cordon-exec came as far as starting it.
        assertEquals(31, filtered(filter, USER, "true").exit().signal());
    }

    @Test
    void aFilterIsReadFromItsStartWhateverTheOffset() throws Exception {
        try (Fd file = Memfd.create("filter", noDirectories())) {
            cordon.linux.Io.readFully(file, 8);
            Result result = Launches.run(USER, new LaunchStep.Seccomp(file, true, "no mkdir"), Launches.shell("mkdir /tmp/cordon-none"));
            assertTrue(result.err().contains("Operation not permitted"), result.err());
        }
    }

    @Test
    void whatIsNoFilterIsRefused() throws Exception {
        for (byte[] filter : List.of(new byte[0], new byte[7], new byte[8], new byte[8 * 4097])) {
            Result result = filtered(filter, USER, "echo reached");
            assertEquals("cordon-exec: cannot install the system call filter test: EINVAL (22)\n", result.err());
            assertEquals(125, result.status());
        }
    }

    @Test
    void aLandlockRulesetHolds() throws Exception {
        Assumptions.assumeTrue(Landlock.abi() > 0, () -> "Landlock: " + Landlock.unavailableReason().orElse(""));
        Files.writeString(dir.resolve("secret"), "secret");
        try (Fd ruleset = Landlock.createRuleset(LandlockAccess.READ_FILE, 0, 0);
                Fd usr = Paths.openAbsolute("/usr", OpenFlags.O_PATH)) {
            Landlock.addPath(ruleset, usr, LandlockAccess.READ_FILE);
            Result result = Launches.run(new LaunchStep.Landlock(ruleset, "read /usr"),
                    Launches.shell("head -c 1 /usr/bin/id; cat " + dir + "/secret"));
            assertEquals(1, result.out().length());
            assertTrue(result.err().contains("Permission denied"), result.err());
        }
    }

    @Test
    void aDescriptorThatIsNoRulesetEndsTheLaunch() throws Exception {
        try (Fd file = Memfd.create("none", new byte[8])) {
            Result result = Launches.run(new LaunchStep.Landlock(file, "read /usr"), Launches.shell("echo reached"));
            assertEquals("cordon-exec: cannot apply Landlock ruleset read /usr: EBADFD (77)\n", result.err());
        }
    }

    @Test
    void aLabelThatCannotBeTakenEndsTheLaunch() throws Exception {
        Result result = Launches.run(new LaunchStep.ApparmorLabel("snap.cordon-none.app"), Launches.shell("echo reached"));
        assertEquals(125, result.status());
        assertTrue(result.err().startsWith("cordon-exec: cannot take AppArmor label "), result.err());
        assertEquals("", result.out());
    }

    @Test
    void aFalseProcTakesNoLabel() throws Exception {
        Path attributes = Files.createDirectories(dir.toRealPath().resolve("thread-self/attr/apparmor"));
        Path file = Files.createFile(attributes.resolve("exec"));
        Result result = Launches.run(new NamespaceStep.NewMountNamespace(), MountStep.Bind.of(dir.toRealPath().toString(), "/proc"),
                new LaunchStep.ApparmorLabel("label"), Launches.shell("echo reached"));
        assertEquals("cordon-exec: cannot take AppArmor label /proc/thread-self/attr/apparmor/exec: EPERM (1)\n", result.err());
        assertEquals(0, Files.size(file));
    }

    private static byte[] noDirectories() throws IOException {
        return new SeccompFilter(SeccompAction.ALLOW).rule(SeccompAction.errno(1), "mkdir", List.of())
                .rule(SeccompAction.errno(1), "mkdirat", List.of()).compile().program().toBytes();
    }

    private static Result filtered(byte[] filter, Credentials credentials, String script) throws IOException, InterruptedException {
        try (Fd file = Memfd.create("filter", filter)) {
            return Launches.run(credentials, new LaunchStep.Seccomp(file, false, "test"), Launches.shell(script));
        }
    }
}
