package cordon.backend.cgroup;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.api.backend.StoredProfile;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.PlanRunner;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.snap.SecurityLabel;
import cordon.core.exec.ExecPlanRunner;
import cordon.linux.Fd;
import cordon.linux.MountFlags;
import cordon.linux.Mounts;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Trees;
import cordon.testkit.backend.TestLaunch;
import cordon.testkit.backend.TestPolicy;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;

/** A state root in a temporary directory, and processes in the control groups of its commands. */
final class Sandbox implements AutoCloseable {
    /** What a shell needs. */
    static final String[] DEFAULTS = {"device: char 1:3 rw", "device: char 5:0 rw"};

    final Path root;
    final Kernel kernel;
    private final Set<Version> versions;
    private final Path sysfs;
    final PlanRunner runner;
    private CgroupBackend backend;
    private final List<CgroupBackend> killed = new ArrayList<>();
    private Path nodes;
    private final String id;

    Sandbox(Version version) throws IOException {
        this(version, Path.of("/sys"));
    }

    Sandbox(Version version, Path sysfs) throws IOException {
        this.versions = Set.of(version);
        this.sysfs = sysfs;
        kernel = Kernel.probe(versions);
        assumeTrue(kernel.support().available(), () -> "control groups " + version + ": " + kernel.support().limits());
        root = Files.createTempDirectory("cordon-cgroup").toRealPath();
        BundleContext context = (BundleContext) Proxy.newProxyInstance(Sandbox.class.getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> method.getName().equals("getProperty") ? System.getProperty((String) arguments[0]) : null);
        runner = new ExecPlanRunner(context);
        backend = new CgroupBackend(root.toString(), versions, sysfs);
        id = backend.id();
    }

    CgroupBackend backend() {
        return backend;
    }

    /** As when the framework is killed and started again: the old backend has let go of nothing. */
    void restart() {
        killed.add(backend);
        backend = new CgroupBackend(root.toString(), versions, sysfs);
    }

    /** The directory of this framework's groups. */
    Path groups() {
        return kernel.devices().orElseThrow().directory().resolve("cordon").resolve(id);
    }

    static AppPolicy policy(String app, Confinement confinement, String... rules) {
        return TestPolicy.connected(TestPolicy.snap("foo", "x1"), app, confinement, rules);
    }

    /** The rules, besides {@link #DEFAULTS}, as a profile on disk. */
    StoredProfile stored(String app, String... rules) throws Exception {
        List<String> all = new ArrayList<>(List.of(DEFAULTS));
        all.addAll(List.of(rules));
        return store(app, Confinement.STRICT, all.toArray(String[]::new));
    }

    StoredProfile store(String app, Confinement confinement, String... rules) throws Exception {
        AppPolicy policy = policy(app, confinement, rules);
        return write(app, backend.compile(policy).text(), policy.hash());
    }

    StoredProfile write(String app, String text, String hash) throws IOException {
        SecurityLabel label = new SecurityLabel("foo", app);
        Path file = Files.createDirectories(root.resolve("cgroup/profiles")).resolve(label.text());
        Files.writeString(file, text);
        return new StoredProfile(label, hash, file, text, false);
    }

    /** Loads a profile of these rules and starts a shell under it. */
    Shell shell(String app, String... rules) throws Exception {
        StoredProfile profile = stored(app, rules);
        backend.load(List.of(profile));
        return start(profile, "/bin/sh", "-c", Shell.LOOP);
    }

    Shell start(StoredProfile profile, String... command) throws Exception {
        List<LaunchStep> steps = new ArrayList<>(plan(profile));
        steps.add(new LaunchStep.Exec(command[0], List.of(command), List.of("PATH=/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL=C")));
        return Shell.start(runner, new LaunchPlan(steps));
    }

    List<LaunchStep> plan(StoredProfile profile) throws Exception {
        Confinement confinement = profile.text().contains("unrestricted") ? Confinement.DEVMODE : Confinement.STRICT;
        return backend.plan(TestLaunch.of(policy(profile.label().app(), confinement), profile, root)).steps();
    }

    /** A node that somebody made: it has a number, and a name of no meaning. */
    Path node(String name, String type, int major, int minor) throws Exception {
        if (nodes == null) {
            // The place for temporary files may be mounted without devices (nodev).
            nodes = Files.createDirectory(root.resolve("nodes"));
            Mounts.mount("nodes", nodes.toString(), "tmpfs", 0, null);
        }
        Path node = nodes.resolve(name);
        Process made = new ProcessBuilder("mknod", node.toString(), type, String.valueOf(major), String.valueOf(minor)).inheritIO().start();
        assumeTrue(made.waitFor() == 0, "device nodes can be made (CAP_MKNOD)");
        return node;
    }

    @Override
    public void close() throws IOException {
        backend.stop();
        // The kernel would have ended their threads.
        for (CgroupBackend one : killed) {
            one.stop();
        }
        if (nodes != null) {
            Mounts.unmount(nodes.toString(), MountFlags.MNT_DETACH);
        }
        try (Fd parent = Paths.openRoot(root.getParent().toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            Trees.remove(parent, root.getFileName().toString());
        }
        assertFalse(Files.exists(groups()), "no control group is left");
    }
}
