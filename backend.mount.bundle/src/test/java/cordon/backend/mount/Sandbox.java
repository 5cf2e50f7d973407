package cordon.backend.mount;

import cordon.api.backend.Backend;
import cordon.api.backend.BackendException;
import cordon.api.backend.Contribution;
import cordon.api.backend.Launch;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.Descriptor;
import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.core.exec.ExecPlanRunner;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Pipe;
import cordon.testkit.backend.TestLaunch;
import cordon.testkit.backend.TestPolicy;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** A state root with snaps in a temporary directory, and launches of shell commands in it. */
final class Sandbox implements AutoCloseable {
    static final Launch.User ROOT = TestLaunch.ROOT;
    static final Launch.User SOMEBODY = new Launch.User("4242", 4242, 4242, List.of(), "/home/4242");

    final Path root;
    final PlanRunner runner;
    private MountBackend backend;
    private Optional<Path> base = Optional.empty();

    Sandbox() throws IOException {
        root = Files.createTempDirectory("cordon-mount").toRealPath();
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        BundleContext context = (BundleContext) Proxy.newProxyInstance(Sandbox.class.getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> method.getName().equals("getProperty") ? System.getProperty((String) arguments[0]) : null);
        runner = new ExecPlanRunner(context);
        backend = new MountBackend(root.toString(), runner);
    }

    Backend backend() {
        return backend;
    }

    /** As when the framework is killed and started again: the old backend has let go of nothing. */
    void restart() {
        backend = new MountBackend(root.toString(), runner);
    }

    void stop() throws BackendException {
        backend.stop();
    }

    void base(Path directory) {
        base = Optional.ofNullable(directory);
    }

    /** What a command printed, and how it ended. */
    record Result(int status, String output) {
    }

    /** A launch that has started. */
    record Running(Started process, Pipe output) {
        Result await() throws IOException, InterruptedException {
            output.writeEnd().close();
            String text = new String(Io.readAll(output.readEnd(), 1 << 20), StandardCharsets.UTF_8);
            Exit exit = process.await();
            process.close();
            output.close();
            return new Result(exit.shellStatus(), text);
        }
    }

    /** Waits until a process has made a file below the state root. */
    void awaitFile(String path) throws InterruptedException {
        for (int i = 0; !Files.exists(root.resolve(path)); i++) {
            if (i > 12_000) {
                throw new AssertionError(path + " is not made");
            }
            Thread.sleep(5);
        }
    }

    Result run(String snap, Launch.User user, String script, String... rules) throws IOException, BackendException, InterruptedException {
        return start(snap, "x1", user, script, rules).await();
    }

    Running start(String snap, String revision, Launch.User user, String script, String... rules) throws IOException, BackendException {
        Files.createDirectories(root.resolve("snap/" + snap + "/" + revision));
        Files.createDirectories(root.resolve("var/snap/" + snap + "/common"));
        try (Fd host = Paths.openRoot("/", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            AppPolicy policy = policy(snap, revision, rules);
            Path file = root.resolve("mount/profiles").resolve(policy.label().text());
            StoredProfile profile = new StoredProfile(policy.label(), policy.hash(), file, backend.compile(policy).text(), false);
            Contribution contribution = backend.plan(new TestLaunch(policy, profile, user, root, base, host, Map.of()));
            contribution.root().ifPresent(Descriptor::close);
            List<LaunchStep> steps = new ArrayList<>(contribution.steps());
            steps.add(new LaunchStep.Credentials(user.uid(), user.gid(), List.of(), 0, true));
            steps.add(new LaunchStep.Exec("/bin/sh", List.of("sh", "-c", script), List.of("PATH=/usr/bin:/bin")));
            Pipe output = Pipe.open();
            Fd nothing = Paths.openRoot("/dev/null", OpenFlags.O_RDWR);
            try (nothing) {
                int out = output.writeEnd().number();
                return new Running(runner.start(new LaunchPlan(steps), new PlanRunner.Stdio(nothing.number(), out, out)), output);
            }
        }
    }

    static AppPolicy policy(String snap, String revision, String... rules) {
        return TestPolicy.connected(TestPolicy.snap(snap, revision), "app", Confinement.STRICT, rules);
    }

    /** Mounts of the host below the state root. */
    List<String> mounts() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream().map(line -> line.split(" ")[4])
                .filter(point -> point.startsWith(root.toString())).toList();
    }

    @Override
    public void close() throws IOException, BackendException {
        backend.stop();
        try (Fd parent = Paths.openRoot(root.getParent().toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            cordon.linux.Trees.remove(parent, root.getFileName().toString());
        }
    }
}
