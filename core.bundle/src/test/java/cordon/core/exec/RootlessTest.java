package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.Descriptor;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.LaunchStep.Credentials;
import cordon.api.launch.MountStep;
import cordon.api.launch.NamespaceStep;
import cordon.core.exec.Launches.Result;
import cordon.linux.ChildProcess;
import cordon.linux.Fd;
import cordon.linux.Landlock;
import cordon.linux.LandlockAccess;
import cordon.linux.Memfd;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.SeccompAction;
import cordon.linux.SeccompFilter;
import cordon.linux.Spawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launches by an ordinary user: what needs no root works, and nothing is given that the user has not. */
class RootlessTest {

    private static final int USER = 4242;
    private static final Credentials SAME_USER = new Credentials(USER, USER, List.of(USER), 0, true);

    @TempDir
    Path temporary;

    private Path program;

    @BeforeEach
    void aProgramThatTheUserCanReach() throws IOException {
        Launches.needRoot();
        Path dir = temporary.toRealPath();
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        program = Files.copy(Launches.PROGRAM, dir.resolve("cordon-exec"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void aUserStaysItselfAndHasNoCapability() throws Exception {
        Result result = run(SAME_USER, Launches.shell("id -u; grep -E '^(CapPrm|CapEff|NoNewPrivs)' /proc/self/status"));
        assertEquals("4242\nCapPrm:\t0000000000000000\nCapEff:\t0000000000000000\nNoNewPrivs:\t1\n", result.out(), result.err());
    }

    @Test
    void aUserCannotBecomeAnother() throws Exception {
        Result result = run(new Credentials(0, 0, List.of(), -1, true), Launches.shell("id -u"));
        assertEquals("cordon-exec: cannot take the user's identity: set gid: EPERM (1)\n", result.err());
        assertEquals(125, result.status());
    }

    @Test
    void aUserNamespaceGivesMounts() throws Exception {
        Assumptions.assumeTrue(userNamespaces(), "the kernel lets users make user namespaces");
        Result result = run(new NamespaceStep.NewUserNamespace(USER, USER), new NamespaceStep.NewMountNamespace(),
                new MountStep.Tmpfs("/tmp", 01777, 0), new MountStep.NewDevpts(-1), SAME_USER,
                Launches.shell("id -u; id -g; cat /proc/self/setgroups; ls /tmp /dev/pts; grep CapEff /proc/self/status"));
        assertEquals("4242\n4242\ndeny\n/dev/pts:\nptmx\n\n/tmp:\nCapEff:\t0000000000000000\n", result.out(), result.err());
    }

    @Test
    void landlockAndAFilterNeedNoRights() throws Exception {
        Assumptions.assumeTrue(Landlock.abi() > 0, () -> "Landlock: " + Landlock.unavailableReason().orElse(""));
        try (Fd ruleset = Landlock.createRuleset(LandlockAccess.MAKE_REG, 0, 0);
                Fd filter = Memfd.create("filter", new SeccompFilter(SeccompAction.ALLOW)
                        .rule(SeccompAction.errno(1), "mkdirat", List.of()).rule(SeccompAction.errno(1), "mkdir", List.of())
                        .compile().program().toBytes())) {
            Result result = run(new LaunchStep.Landlock(ruleset, "no new files"), SAME_USER,
                    new LaunchStep.Seccomp(filter, false, "no mkdir"),
                    Launches.shell("mkdir /tmp/cordon-none; echo >/tmp/cordon-none; grep -E '^Seccomp:' /proc/self/status"));
            assertEquals("Seccomp:\t2\n", result.out(), result.err());
            assertTrue(result.err().contains("Operation not permitted"), result.err());
            assertTrue(result.err().contains("Permission denied"), result.err());
        }
    }

    @Test
    void thePlanOfAnotherUserIsRefused() throws Exception {
        try (Fd plan = Memfd.sealed("plan", PlanEncoder.encode(new LaunchPlan(List.of(Launches.shell("id")))))) {
            assertEquals("cordon-exec: cannot start with a plan that is not a memfd of ours: EPERM (1)\n", start(plan, List.of()).err());
        }
    }

    @Test
    void theProgramIsRefusedAsASetUserIdProgram() throws Exception {
        try (SetUserIdPlace place = new SetUserIdPlace(program.getParent())) {
            program = place.copy(Launches.PROGRAM);
            Result result = run(Launches.shell("id"));
            assertEquals("cordon-exec: cannot start with the rights of the file: cordon-exec must not be set-user-ID: EPERM (1)\n",
                    result.err());
        }
    }

    private boolean userNamespaces() throws IOException, InterruptedException {
        return run(new NamespaceStep.NewUserNamespace(USER, USER)).status() == 0;
    }

    private Result run(LaunchStep... steps) throws IOException, InterruptedException {
        LaunchPlan plan = new LaunchPlan(List.of(steps));
        try (Fd memory = Memfd.sealed("plan", PlanEncoder.encode(plan))) {
            Paths.chown(memory, USER, USER);
            return start(memory, plan.descriptors());
        }
    }

    private Result start(Fd plan, List<Descriptor> descriptors) throws IOException, InterruptedException {
        List<Integer> inherited = new ArrayList<>(List.of(plan.number()));
        descriptors.forEach(descriptor -> inherited.add(descriptor.number()));
        try (Fd in = Paths.openAbsolute("/dev/null", OpenFlags.O_RDONLY); Fd out = Memfd.create("out", new byte[0]);
                Fd err = Memfd.create("err", new byte[0]);
                ChildProcess child = Spawn.spawn("/usr/bin/setpriv", List.of("setpriv", "--reuid=" + USER, "--regid=" + USER,
                        "--clear-groups", "--", program.toString(), Integer.toString(plan.number())), List.of(),
                        in.number(), out.number(), err.number(), inherited)) {
            return new Result(child.await(), Launches.content(out), Launches.content(err));
        }
    }
}
