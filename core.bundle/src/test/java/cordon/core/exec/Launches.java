package cordon.core.exec;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.Memfd;
import cordon.linux.Self;
import cordon.linux.Spawn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs plans with the program that the reactor built, and catches what they print. */
final class Launches {

    static final Path PROGRAM = Path.of(System.getProperty("cordon.exec")).normalize();
    static final List<String> ENVIRONMENT = List.of("PATH=/usr/bin:/bin");

    private Launches() {
    }

    /** What came of a launch. */
    record Result(Exit exit, String out, String err) {
        int status() {
            return exit.shellStatus();
        }
    }

    static void needRoot() {
        assumeTrue(Self.effectiveUid() == 0, "needs root");
    }

    static LaunchStep.Exec shell(String script, String... arguments) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        all.addAll(List.of(arguments));
        return new LaunchStep.Exec("/bin/sh", all, ENVIRONMENT);
    }

    static Result run(LaunchStep... steps) throws IOException, InterruptedException {
        return run(List.of(steps));
    }

    static Result run(List<LaunchStep> steps) throws IOException, InterruptedException {
        return run(new ExecPlanRunner(PROGRAM), steps);
    }

    /** Output goes to memory files: no reader is needed, and nothing blocks. */
    static Result run(PlanRunner runner, List<LaunchStep> steps) throws IOException, InterruptedException {
        try (Fd in = Memfd.create("in", new byte[0]); Fd out = Memfd.create("out", new byte[0]);
                Fd err = Memfd.create("err", new byte[0]);
                Started started = runner.start(new LaunchPlan(steps),
                        new PlanRunner.Stdio(in.number(), out.number(), err.number()))) {
            Exit exit = started.await();
            return new Result(exit, content(out), content(err));
        }
    }

    /** The same, by a cordon-exec in a chroot: a copy of the host's mounts at {@code place}, in a namespace of its own. */
    static Result runInChroot(Path place, List<LaunchStep> steps) throws IOException, InterruptedException {
        String script = "mount --rbind / \"$1\" && exec chroot \"$@\"";
        try (Fd in = Memfd.create("in", new byte[0]); Fd out = Memfd.create("out", new byte[0]); Fd err = Memfd.create("err", new byte[0]);
                Fd plan = Memfd.sealed("plan", PlanEncoder.encode(new LaunchPlan(steps)));
                Started started = Spawn.spawn("/usr/bin/unshare", List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh",
                        place.toString(), PROGRAM.toString(), String.valueOf(plan.number())), List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin"),
                        in.number(), out.number(), err.number(), List.of(plan.number()))) {
            Exit exit = started.await();
            return new Result(exit, content(out), content(err));
        }
    }

    static String content(Fd file) throws IOException {
        return new String(Io.pread(file, 0, 1 << 20), StandardCharsets.UTF_8);
    }
}
