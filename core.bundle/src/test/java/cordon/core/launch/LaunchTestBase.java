package cordon.core.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.api.backend.Backend;
import cordon.api.backend.Launch;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.PlanRunner;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import cordon.core.CordonException;
import cordon.core.RunRequest;
import cordon.core.RunningApp;
import cordon.core.exec.ExecPlanRunner;
import cordon.core.snapyaml.SnapInfo;
import cordon.core.snapyaml.SnapYaml;
import cordon.core.snapyaml.SnapYamlException;
import cordon.linux.Fd;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Self;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** Launches on the real kernel by the real cordon-exec, for users that a test makes up. */
abstract class LaunchTestBase {
    static final int UID = 4321;
    static final int GID = 8765;
    static final String YAML = "name: foo\nversion: '1.5'\nsummary: s\ndescription: d\n";

    @TempDir
    Path profiles;

    @TempDir
    Path temp;
    Path home;
    Path runtimes;
    PlanRunner runner;
    AppLauncher launcher;
    private List<String> descriptorsBefore;
    /** The test's own, where users could not get at what it makes for them. */
    private int umask;

    @BeforeEach
    void makeLauncher() throws Exception {
        assumeTrue(Self.effectiveUid() == 0, "taking a user's identity needs root");
        umask = Self.umask(022);
        Files.setAttribute(temp, "unix:mode", 0755);
        home = Files.createDirectory(temp.resolve("home"));
        chown(home, UID);
        runtimes = Files.createDirectory(temp.resolve("run"));
        runner = runner();
        launcher = new AppLauncher(temp, runner, new MadeUp(), runtimes);
        descriptorsBefore = descriptors();
    }

    @AfterEach
    void closeLauncher() throws IOException {
        if (launcher != null) {
            assertEquals(descriptorsBefore, descriptors(), "descriptors that are open");
            launcher.close();
        }
    }

    @AfterEach
    void putUmaskBack() {
        if (descriptorsBefore != null) {
            Self.umask(umask);
        }
    }

    /** What is open, but for what the JVM opens when it likes: its classes, its control group, its socket for closing channels. */
    private static List<String> descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(LaunchTestBase::target).filter(target -> !target.endsWith(".jar") && !target.startsWith("/sys/fs/cgroup/") && !target.startsWith("socket:") && !target.endsWith("/fd")).sorted().toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "/fd";
        }
    }

    private static PlanRunner runner() throws IOException {
        String program = Path.of(System.getProperty("cordon.exec", "../native/target/cordon-exec")).toAbsolutePath().normalize().toString();
        BundleContext context = (BundleContext) Proxy.newProxyInstance(BundleContext.class.getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> program);
        return new ExecPlanRunner(context);
    }

    static void chown(Path path, int uid) throws IOException {
        Files.setAttribute(path, "unix:uid", uid);
        Files.setAttribute(path, "unix:gid", uid == 0 ? 0 : GID);
    }

    /** Users whose homes are below the test's directory. */
    final class MadeUp implements Accounts {
        @Override
        public Launch.User user(int uid, int gid) {
            return new Launch.User("user" + uid, uid, gid, List.of(gid, 7), home.toString());
        }
    }

    /** A command of a snap {@code foo} of which {@code yaml} holds what follows the description. */
    static AppToRun app(String yaml, String app, Confinement confinement, List<BoundBackend> backends, Rule... rules) {
        SnapInfo info;
        try {
            info = SnapYaml.read((YAML + yaml).getBytes(StandardCharsets.UTF_8), "snap.yaml").info();
        } catch (SnapYamlException e) {
            throw new IllegalArgumentException(e);
        }
        SnapIdentity identity = new SnapIdentity("foo", "foo", "x2", "1.5", SnapType.APP, Optional.empty(), Optional.empty());
        List<PolicyEntry> entries = Arrays.stream(rules).map(rule -> new PolicyEntry(rule, new Origin.Template(), "")).toList();
        AppPolicy policy = new AppPolicy(new SecurityLabel("foo", app), identity, confinement, entries);
        return new AppToRun(info, identity, info.app(app).orElseThrow(), policy, Path.of("/nowhere"), Optional.empty(), true, backends, Set.of());
    }

    static AppToRun app(Rule... rules) {
        return app("apps:\n  foo:\n    command: bin/foo\n", "foo", Confinement.STRICT, List.of(), rules);
    }

    BoundBackend bound(Backend backend) {
        Path file = profiles.resolve("snap.foo.foo");
        try {
            Files.writeString(file, "text\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BoundBackend(backend.name(), backend.stage(), backend, new StoredProfile(new SecurityLabel("foo", "foo"), "hash", file, "text\n", false));
    }

    static RunRequest request(int uid, Map<String, String> environment, String... arguments) {
        return new RunRequest("foo", List.of(arguments), uid, uid == 0 ? 0 : GID, environment, "/", 022, PlanRunner.Stdio.INHERITED, Optional.empty());
    }

    RunningApp started(AppToRun app, RunRequest request) throws CordonException {
        return launcher.accompany(launcher.start(app, launcher.prepare(app, request), request), request);
    }

    LaunchPlan planned(AppToRun app, RunRequest request) throws CordonException {
        return launcher.plan(app, launcher.prepare(app, request), request);
    }

    /** What a command writes and how it ends. */
    record Ran(Exit exit, String output) {
    }

    Ran run(AppToRun app, RunRequest request) throws Exception {
        Path file = Files.createTempFile(temp, "out", "");
        try (Fd out = Paths.openRoot(file.toString(), OpenFlags.O_WRONLY)) {
            RunRequest quiet = new RunRequest(request.command(), request.arguments(), request.uid(), request.gid(), request.environment(),
                    request.directory(), request.umask(), new PlanRunner.Stdio(0, out.number(), out.number()), request.terminal());
            RunningApp running = started(app, quiet);
            try (var process = running.process()) {
                return new Ran(process.await(), Files.readString(file));
            }
        }
    }
}
