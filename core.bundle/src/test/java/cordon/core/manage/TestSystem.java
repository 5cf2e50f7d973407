package cordon.core.manage;

import cordon.api.admission.SystemKind;
import cordon.api.backend.Backend;
import cordon.api.backend.Facet;
import cordon.api.iface.Interface;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Stage;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.CapabilityRule;
import cordon.core.CordonException;
import cordon.core.Happening;
import cordon.core.InstallOptions;
import cordon.core.Outcome;
import cordon.core.Progress;
import cordon.core.RunRequest;
import cordon.core.compose.Template;
import cordon.core.registry.Foreign;
import cordon.core.registry.KnownInterface;
import cordon.core.registry.Provider;
import cordon.core.registry.StoppedBundle;
import cordon.core.registry.Whiteboard;
import cordon.core.signing.Evidence;
import cordon.core.signing.Signature;
import cordon.core.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole core on fakes: three backends and what a test adds. */
final class TestSystem implements AutoCloseable {
    final Path root;
    final Whiteboard<Interface> interfaces = new Whiteboard<>();
    final Whiteboard<Backend> backends = new Whiteboard<>();
    final Trust trust;
    final FakePackages packages;
    final FakeLauncher launcher = new FakeLauncher();
    final FakeBackend seccomp = new FakeBackend("seccomp", Facet.SYSTEM_CALLS, Stage.SECCOMP);
    final FakeBackend mount = new FakeBackend("mount", Facet.MOUNTS, Stage.NAMESPACE);
    final FakeBackend landlock = new FakeBackend("landlock", Facet.FILES, Stage.LANDLOCK);
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final List<Happening> happened = Collections.synchronizedList(new ArrayList<>());
    List<StoppedBundle> stopped = List.of();
    /** That backends which are added have. */
    String code = "one";
    private Duration look = Duration.ofHours(1);
    private final Map<Object, Long> ids = new HashMap<>();
    private long lastId;
    private final Path sources;
    Manager cordon;

    /** Starts on a root that exists. */
    TestSystem(Path temporary) throws IOException, CordonException {
        root = Files.createDirectories(temporary.resolve("root"));
        sources = Files.createDirectories(temporary.resolve("sources"));
        trust = new Trust(root);
        packages = new FakePackages(root);
        List.of(seccomp, mount, landlock).forEach(this::add);
        start();
    }

    /** Begins anew with the same root and bundles, as after the daemon was killed. */
    void restart() throws CordonException {
        close();
        start();
    }

    /** Begins anew, and looks at the site's files all the time: then a reader can meet the moment before a change. */
    void restartAttentive() throws CordonException {
        look = Duration.ofMillis(10);
        restart();
    }

    void start() throws CordonException {
        Template none = new Template(List.of());
        cordon = new Manager(new Manager.Parts(root, Optional.of(Path.of("/usr/bin/cordon")), () -> none, interfaces, backends, trust, packages,
                packages, launcher, Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC), "amd64", SystemKind.CLASSIC, () -> stopped, look, happened::addAll, log::add));
        cordon.start();
        try {
            // Its first pass would meet a test between two steps that are one change.
            cordon.followed();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void add(Interface contract) {
        add(contract, "third.party", true);
    }

    void add(Interface contract, String bundle, boolean bundled) {
        long id = id(contract);
        try {
            interfaces.add(trust.guarded(new Provider<>(KnownInterface.of(contract), contract.info().name(), bundle, "1.0.0", bundled, 0, id, id), new Evidence(() -> Signature.NONE, () -> "c0ffee")));
        } catch (Foreign.Failure | CordonException e) {
            throw new IllegalStateException(e);
        }
    }

    void add(Backend backend) {
        backends.add(new Provider<>(backend, backend.name(), "cordon.backend." + backend.name(), "1.0.0", true, 0, id(backend), id(backend), code));
    }

    /** A backend from outside, whose bundle nobody signed. */
    void addForeign(Backend backend) {
        backends.add(trust.guardedBackend(new Provider<>(backend, backend.name(), "org.example." + backend.name(), "1.0.0", false, 0, id(backend), id(backend)),
                new Evidence(() -> Signature.NONE, () -> "c0ffee")));
    }

    void remove(Interface contract) {
        interfaces.remove(ids.remove(contract));
    }

    void remove(Backend backend) {
        backends.remove(ids.remove(backend));
    }

    private long id(Object service) {
        ids.put(service, ++lastId);
        return lastId;
    }

    Outcome install(String name, String yaml) throws CordonException, IOException {
        return install(name, yaml, InstallOptions.STRICT);
    }

    Outcome install(String name, String yaml, InstallOptions options) throws CordonException, IOException {
        Path source = sources.resolve(name + ".yaml");
        Files.writeString(source, "name: " + name + "\nversion: '1'\nsummary: s\ndescription: d\n" + yaml);
        return cordon.install(source, options, Progress.SILENT);
    }

    /** Writes the site's setting, which nobody else may write whatever the umask. */
    void site(String text) throws IOException {
        Files.setPosixFilePermissions(Files.writeString(root.resolve("site.yaml"), text), PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** The core, when all that happened so far counts. Without that a reader does not wait for the follower, which may be about it just now. */
    Manager settled() {
        cordon.settle();
        return cordon;
    }

    /** The capabilities that a command has. */
    List<String> capabilities(String command) throws CordonException {
        AppPolicy policy = settled().policy(command);
        return policy.rules(CapabilityRule.class).stream().map(CapabilityRule::capability).sorted().toList();
    }

    RunRequest request(String command) {
        return new RunRequest(command, List.of(), 0, 0, Map.of(), "/", 022, PlanRunner.Stdio.INHERITED, Optional.empty());
    }

    Optional<String> recordText(String name) throws IOException {
        Path file = root.resolve("snaps").resolve(name + ".json");
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    @Override
    public void close() {
        cordon.close();
    }
}
