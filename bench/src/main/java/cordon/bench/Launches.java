package cordon.bench;

import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.RunRequest;
import cordon.linux.Fd;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Spawn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ways to launch {@code /bin/true} that are compared: bare, by the resident core, through the client, and by bubblewrap with an
 * equal root, devpts, {@code /tmp} and filter. All are started with the same spawn and waited for in the same way.
 */
final class Launches {
    private static final List<String> ENVIRONMENT = List.of("PATH=/usr/bin:/bin");

    private final Cordon cordon;
    private final PlanRunner runner;
    private final Path client;
    private final Path filter;
    private final RunRequest request;

    Launches(Cordon cordon, PlanRunner runner, Path client) {
        this.cordon = cordon;
        this.runner = runner;
        this.client = client;
        this.filter = cordon.root().resolve("seccomp/profiles/snap.bench.true.bin");
        this.request = new RunRequest("bench.true", List.of(), 0, 0, Map.of("PATH", "/usr/bin:/bin"), "/", 022, PlanRunner.Stdio.INHERITED, Optional.empty());
    }

    void bare() throws IOException, InterruptedException {
        ended(Spawn.spawn("/bin/true", List.of("true"), ENVIRONMENT, 0, 1, 2, List.of()));
    }

    void resident() throws CordonException, InterruptedException {
        ended(cordon.run(request).process());
    }

    /** The resident core's plan, cut short: the first steps, and the program. */
    void cutShort(int count) throws CordonException, IOException, InterruptedException {
        LaunchPlan whole = cordon.plan(request);
        List<LaunchStep> steps = new ArrayList<>(whole.steps().subList(0, count));
        List<LaunchStep> rest = new ArrayList<>(whole.steps().subList(count, whole.steps().size() - 1));
        steps.add(new LaunchStep.Exec("/bin/true", List.of("true"), List.of("A=b")));
        new LaunchPlan(rest).close();
        ended(runner.start(new LaunchPlan(steps), PlanRunner.Stdio.INHERITED));
    }

    /** The steps of the resident core's plan. */
    List<LaunchStep> steps() throws CordonException {
        try (LaunchPlan plan = cordon.plan(request)) {
            return plan.steps();
        }
    }

    void planning() throws CordonException {
        cordon.plan(request).close();
    }

    void client() throws IOException, InterruptedException {
        throughClient("run", "bench.true");
    }

    void throughClient(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("cordon"));
        all.addAll(List.of(arguments));
        try (Fd nothing = Paths.openAbsolute("/dev/null", OpenFlags.O_WRONLY)) {
            ended(Spawn.spawn(client.toString(), all, List.of("PATH=/usr/bin:/bin", "CORDON_ROOT=" + cordon.root()), 0, nothing.number(), 2, List.of()));
        }
    }

    void bubblewrap() throws IOException, InterruptedException {
        try (Fd open = Paths.openAbsolute(filter.toString(), OpenFlags.O_RDONLY)) {
            ended(Spawn.spawn("/usr/bin/bwrap", List.of("bwrap", "--bind", "/", "/", "--dev", "/dev", "--tmpfs", "/tmp",
                    "--seccomp", String.valueOf(open.number()), "/bin/true"), ENVIRONMENT, 0, 1, 2, List.of(open.number())));
        }
    }

    private static void ended(Started process) throws InterruptedException {
        try (process) {
            Exit exit = process.await();
            if (exit.shellStatus() != 0) {
                throw new IllegalStateException("a launch that is measured ended with " + exit);
            }
        }
    }
}
