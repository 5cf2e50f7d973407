package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.api.launch.MountStep;
import cordon.core.exec.Launches.Result;
import cordon.linux.ChildProcess;
import cordon.linux.Fd;
import cordon.linux.Memfd;
import cordon.linux.Spawn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that no encoder of ours would write: each ends the launch before its first step. */
class MalformedPlanTest {

    private static final LaunchPlan PLAN = new LaunchPlan(List.of(new LimitStep.Limit(4, 0, 0), new LimitStep.Nice(1),
            new MountStep.Bind("/nowhere", "/nothing", true, true, true, true, true, true),
            new LaunchStep.UserDirectories("/", List.of("proc"), 0, 0, 0700),
            new LaunchStep.Exec("/bin/true", List.of("true", "x"), List.of("A=1"))));

    @Test
    void everyPrefixIsRefused() throws Exception {
        byte[] plan = PlanEncoder.encode(PLAN);
        assertEquals(0, launch(plan).status());
        for (int length = 0; length < plan.length; length++) {
            Result result = launch(Arrays.copyOf(plan, length));
            assertEquals(125, result.status(), "a plan of " + length + " bytes");
            assertTrue(result.err().startsWith("cordon-exec: cannot "), result.err());
        }
    }

    @Test
    void everyPrefixWithACorrectedSizeIsRefusedOrEndsAtARecord() throws Exception {
        byte[] plan = PlanEncoder.encode(PLAN);
        for (int length = 8; length < plan.length; length += 8) {
            byte[] prefix = Arrays.copyOf(plan, length);
            ByteBuffer.wrap(prefix).order(ByteOrder.nativeOrder()).putInt(4, length);
            assertDefined(launch(prefix), "a plan of " + length + " bytes");
        }
    }

    @Test
    void flippedBytesNeverCrashIt() throws Exception {
        byte[] plan = PlanEncoder.encode(PLAN);
        Random random = new Random(42);
        for (int round = 0; round < 400; round++) {
            byte[] flipped = plan.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
            }
            assertDefined(launch(flipped), "round " + round);
        }
    }

    @Test
    void anUnknownOperationIsRefusedBeforeTheFirstStep(@TempDir Path dir) throws Exception {
        Path made = dir.resolve("made");
        byte[] plan = PlanEncoder.encode(new LaunchPlan(List.of(new MountStep.MakeDirectory(made.toString(), 0755),
                new MountStep.NewDevpts(5))));
        ByteBuffer bytes = ByteBuffer.wrap(plan).order(ByteOrder.nativeOrder());
        bytes.putInt(plan.length - 16, 9999);
        assertEquals(new Result(new Exit(125, 0), "", "cordon-exec: cannot read the plan: an unknown operation: EINVAL (22)\n"),
                launch(plan));
        assertTrue(Files.notExists(made));
    }

    @Test
    void nothingMayFollowTheProgram() throws Exception {
        byte[] exec = PlanEncoder.encode(new LaunchPlan(List.of(new LaunchStep.Exec("/bin/true", List.of("true"), List.of()))));
        byte[] plan = Arrays.copyOf(exec, exec.length + 16);
        ByteBuffer bytes = ByteBuffer.wrap(plan).order(ByteOrder.nativeOrder());
        bytes.putInt(4, plan.length).putInt(exec.length, Operation.NICE.code()).putInt(exec.length + 4, 16);
        assertEquals(125, launch(plan).status());
    }

    @Test
    void aPlanThatCouldChangeIsRefused() throws Exception {
        byte[] plan = PlanEncoder.encode(PLAN);
        try (Fd open = Memfd.create("plan", plan)) {
            Result result = launch(open);
            assertEquals("cordon-exec: cannot start with a plan that is not sealed: EPERM (1)\n", result.err());
            assertEquals(125, result.status());
        }
    }

    @Test
    void aPlanInAFileIsRefused(@TempDir Path dir) throws Exception {
        Path file = Files.write(dir.resolve("plan"), PlanEncoder.encode(PLAN));
        try (Fd open = cordon.linux.Paths.openAbsolute(file.toString(), cordon.linux.OpenFlags.O_RDONLY)) {
            assertEquals("cordon-exec: cannot start with a plan that is not a memfd of ours: EPERM (1)\n", launch(open).err());
        }
    }

    /** A changed plan may still be one (another nice value, another text), but it never ends by a signal of its own. */
    private static void assertDefined(Result result, String what) {
        assertEquals(0, result.exit().signal(), what + ": " + result.err());
        assertTrue(Set.of(0, 1, 125, 126, 127).contains(result.status()), what + ": " + result);
    }

    private static Result launch(byte[] plan) throws IOException, InterruptedException {
        try (Fd memory = Memfd.sealed("plan", plan)) {
            return launch(memory);
        }
    }

    private static Result launch(Fd plan) throws IOException, InterruptedException {
        try (Fd out = Memfd.create("out", new byte[0]); Fd err = Memfd.create("err", new byte[0]);
                ChildProcess child = Spawn.spawn(Launches.PROGRAM.toString(), List.of("cordon-exec", "" + plan.number()), List.of(),
                        0, out.number(), err.number(), List.of(plan.number()))) {
            return new Result(child.await(), Launches.content(out), Launches.content(err));
        }
    }
}
