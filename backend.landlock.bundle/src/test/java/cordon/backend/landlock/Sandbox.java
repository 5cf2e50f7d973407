package cordon.backend.landlock;

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
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.backend.mount.MountBackend;
import cordon.core.exec.ExecPlanRunner;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Pipe;
import cordon.linux.Self;
import cordon.linux.Trees;
import cordon.testkit.backend.TestLaunch;
import cordon.testkit.backend.TestPolicy;
import cordon.linux.Landlock;
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

/** A state root and two home directories, and launches of shell commands under the mount and the Landlock backend. */
final class Sandbox implements AutoCloseable {
    private static final int UID = 4242;

    /** The test's own, where a user could not get at what it makes for him. */
    private final int umask = Self.umask(022);
    final Path root = directory(Path.of("/tmp"), 0);
    /** A place for homes that the view shows, removed with everything in it. */
    final Path homes = directory(Path.of("/srv"), 0);
    final Launch.User rootUser = user("root", 0);
    final Launch.User somebody = user("somebody", UID);
    final LandlockBackend landlock;
    private final PlanRunner runner;
    private final Backend mount;
    private final List<Rule> template = FileTemplate.read(FileTemplate.FILE);
    private Optional<String> edited = Optional.empty();

    Sandbox() throws IOException {
        this(Landlock.abi());
    }

    /** As on a kernel of this ABI. */
    Sandbox(int abi) throws IOException {
        landlock = new LandlockBackend(abi);
        BundleContext context = (BundleContext) Proxy.newProxyInstance(Sandbox.class.getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> !method.getName().equals("getProperty") ? null
                        : arguments[0].equals("cordon.root") ? root.toString() : System.getProperty((String) arguments[0]));
        runner = new ExecPlanRunner(context);
        mount = new MountBackend(context, runner);
    }

    private static Path directory(Path parent, int uid) throws IOException {
        Path made = Files.createTempDirectory(parent, "cordon-landlock").toRealPath();
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(made, "unix:uid", uid);
        return made;
    }

    private Launch.User user(String name, int uid) throws IOException {
        Path home = Files.createDirectory(homes.resolve(name));
        Files.setAttribute(home, "unix:uid", uid);
        for (String directory : List.of("snap", "snap/foo", "snap/foo/x1", "snap/foo/common", "snap/other", "snap/other/common", ".ssh", "Documents", "bin")) {
            Files.setAttribute(Files.createDirectory(home.resolve(directory)), "unix:uid", uid);
        }
        for (String file : List.of("snap/foo/common/own", "snap/other/common/secret", ".ssh/key", ".bashrc", "Documents/letter", "bin/tool", "note")) {
            Files.setAttribute(Files.writeString(home.resolve(file), file + "\n"), "unix:uid", uid);
        }
        return new Launch.User(name, uid, uid, List.of(), home.toString());
    }

    /** The text that an administrator has made of the profile. */
    void edit(String text) {
        edited = Optional.ofNullable(text);
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

    /** Runs a command of snap {@code foo}. */
    Result run(Launch.User user, String script, String... rules) throws IOException, BackendException, InterruptedException {
        return start("foo", user, script, rules).await();
    }

    Running start(String snap, Launch.User user, String script, String... rules) throws IOException, BackendException {
        Files.createDirectories(root.resolve("snap/" + snap + "/x1"));
        Files.createDirectories(root.resolve("var/snap/" + snap + "/common"));
        AppPolicy policy = policy(snap, rules);
        Contribution view = mount.plan(launch(policy, user, mount, null));
        try (Descriptor inside = view.root().orElseThrow()) {
            Contribution files = landlock.plan(launch(policy, user, landlock, inside));
            List<LaunchStep> steps = new ArrayList<>(view.steps());
            steps.addAll(files.steps());
            steps.add(new LaunchStep.Credentials(user.uid(), user.gid(), List.of(), 0, true));
            steps.add(new LaunchStep.Exec("/usr/bin/sh", List.of("sh", "-c", script), List.of("PATH=/usr/bin:/bin", "HOME=" + user.home())));
            Pipe output = Pipe.open();
            try (Fd nothing = Paths.openRoot("/dev/null", OpenFlags.O_RDWR)) {
                int out = output.writeEnd().number();
                return new Running(runner.start(new LaunchPlan(steps), new PlanRunner.Stdio(nothing.number(), out, out)), output);
            }
        }
    }

    /** The template's rules and those given, as of a connection. */
    AppPolicy policy(String snap, String... rules) {
        SnapIdentity identity = TestPolicy.snap(snap, "x1");
        List<PolicyEntry> entries = new ArrayList<>();
        template.forEach(rule -> entries.add(new PolicyEntry(rule, new Origin.Template(), "")));
        entries.addAll(TestPolicy.entries(TestPolicy.connection(identity), rules));
        return new AppPolicy(new SecurityLabel(snap, "app"), identity, Confinement.STRICT, entries);
    }

    /** The rules of the interface {@code home}, as {@link #run} takes them. */
    static String[] homeRules() throws IOException {
        return FileTemplate.readInterface(Path.of("../iface.home.bundle/interface.yaml")).stream().map(Rule::render).toArray(String[]::new);
    }

    /** What a launch says to its caller; the launch is not carried out. */
    List<String> notes(Launch.User user, String... rules) throws IOException, BackendException {
        Files.createDirectories(root.resolve("snap/foo/x1"));
        Files.createDirectories(root.resolve("var/snap/foo/common"));
        AppPolicy policy = policy("foo", rules);
        Contribution view = mount.plan(launch(policy, user, mount, null));
        try (Descriptor inside = view.root().orElseThrow()) {
            Contribution files = landlock.plan(launch(policy, user, landlock, inside));
            new LaunchPlan(view.steps()).close();
            new LaunchPlan(files.steps()).close();
            return files.notes();
        }
    }

    @Override
    public void close() throws IOException, BackendException {
        Self.umask(umask);
        landlock.stop();
        // Ends its mounts, as no process of it runs; the framework's own call is not for other bundles.
        try {
            var stop = MountBackend.class.getDeclaredMethod("stop");
            stop.setAccessible(true);
            stop.invoke(mount);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        remove(root);
        remove(homes);
    }

    private static void remove(Path path) throws IOException {
        try (Fd parent = Paths.openRoot(path.getParent().toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            Trees.remove(parent, path.getFileName().toString());
        }
    }

    private Launch launch(AppPolicy policy, Launch.User user, Backend backend, Descriptor inside) throws BackendException {
        String text = backend == landlock && edited.isPresent() ? edited.get() : backend.compile(policy).text();
        Path file = root.resolve(backend.name() + "/profiles").resolve(policy.label().text());
        StoredProfile profile = new StoredProfile(policy.label(), policy.hash(), file, text, edited.isPresent());
        return new TestLaunch(policy, profile, user, root, Optional.empty(), inside, Map.of());
    }
}
