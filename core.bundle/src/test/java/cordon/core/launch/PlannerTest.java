package cordon.core.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.BackendException;
import cordon.api.backend.Contribution;
import cordon.api.backend.Launch;
import cordon.api.launch.Descriptor;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.api.launch.NamespaceStep;
import cordon.api.launch.Stage;
import cordon.api.policy.CapabilityRule;
import cordon.api.policy.Confinement;
import cordon.core.CordonException;
import cordon.core.RunRequest;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.Memfd;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest extends LaunchTestBase {
    private final List<Launch> seen = new ArrayList<>();

    private static AppToRun chained(BoundBackend... backends) {
        return app("apps:\n  foo:\n    command: bin/foo -d $SNAP_DATA/x $1\n    command-chain: [bin/a, bin/b]\n", "foo", Confinement.STRICT, List.of(backends),
                CapabilityRule.allow("chown"));
    }

    private static Fd descriptor() {
        try {
            return Memfd.create("test", new byte[0]);
        } catch (LinuxException e) {
            throw new IllegalStateException(e);
        }
    }

    private BoundBackend backend(String name, Stage stage, LaunchStep step) {
        return bound(new FakeBackend(name, stage, launch -> {
            seen.add(launch);
            return new Contribution(List.of(step), Optional.empty(), List.of(name + " speaking"));
        }));
    }

    @Test
    void stepsComeInTheOrderOfTheirStages() throws CordonException {
        AppToRun app = chained(backend("c", Stage.SECCOMP, new LaunchStep.Seccomp(descriptor(), false, "filter")),
                backend("b", Stage.NAMESPACE, new NamespaceStep.NewMountNamespace()),
                backend("a", Stage.LANDLOCK, new LaunchStep.Landlock(descriptor(), "rules")));
        try (LaunchPlan plan = planned(app, request(UID, Map.of()))) {
            assertEquals(List.of("Limit", "Nice", "Umask", "NewMountNamespace", "WorkingDirectory", "Landlock", "Credentials", "Seccomp", "Exec"),
                    plan.steps().stream().map(step -> step.getClass().getSimpleName()).toList());
        }
    }

    @Test
    void theProgramIsTheChainWithTheCommandAndItsArguments() throws CordonException {
        try (LaunchPlan plan = planned(chained(), request(UID, Map.of(), "--", "$HOME", ""))) {
            LaunchStep.Exec exec = last(plan);
            assertEquals("/snap/foo/x2/bin/a", exec.path());
            assertEquals(List.of("/snap/foo/x2/bin/a", "/snap/foo/x2/bin/b", "/snap/foo/x2/bin/foo", "-d", "/var/snap/foo/x2/x", "$1", "--", "$HOME", ""),
                    exec.arguments());
        }
    }

    private static LaunchStep.Exec last(LaunchPlan plan) {
        return (LaunchStep.Exec) plan.steps().get(plan.steps().size() - 1);
    }

    private static LaunchStep.Credentials credentials(LaunchPlan plan) {
        return plan.steps().stream().filter(LaunchStep.Credentials.class::isInstance).map(LaunchStep.Credentials.class::cast).findFirst().orElseThrow();
    }

    @Test
    void credentialsAreTheUsersAndOnlyRootHasCapabilities() throws Exception {
        try (LaunchPlan plan = planned(chained(), request(UID, Map.of()))) {
            assertEquals(new LaunchStep.Credentials(UID, GID, List.of(GID, 7), 0, true), credentials(plan));
        }
        chown(home, 0);
        try (LaunchPlan plan = planned(chained(), request(0, Map.of()))) {
            // The user's data directories of above lie in it, and are not root's.
            throw new AssertionError("another user's directories were taken: " + plan);
        } catch (CordonException e) {
            assertTrue(e.getMessage().contains("belongs to user " + UID), e.getMessage());
        }
    }

    @Test
    void rootHasTheCapabilitiesOfThePolicyAlone() throws Exception {
        chown(home, 0);
        try (LaunchPlan plan = planned(chained(), request(0, Map.of()))) {
            assertEquals(1, credentials(plan).capabilities());
        }
    }

    @Test
    void backendsSeeTheLaunch() throws CordonException {
        AppToRun app = chained(backend("a", Stage.MOUNT, new NamespaceStep.NewMountNamespace()));
        planned(app, request(UID, Map.of())).close();
        Launch launch = seen.get(0);
        assertSame(app.policy(), launch.policy());
        assertEquals(UID, launch.user().uid());
        assertEquals(home.toString(), launch.user().home());
        assertEquals(temp, launch.stateRoot());
        assertFalse(launch.terminal());
        assertEquals(Map.of("PROC", List.of("/proc"), "HOME", List.of(home.toString()), "RUN_USER", List.of("/run/user/" + UID), "SNAP_NAME", List.of("foo"),
                "SNAP_INSTANCE_NAME", List.of("foo"), "SNAP_REVISION", List.of("x2"), "SNAP_APP", List.of("foo"), "SNAP", List.of("/snap/foo/x2")),
                launch.variables());
    }

    @Test
    void theRootOfOneBackendIsWhatLaterOnesSeeAndIsClosed() throws CordonException {
        Fd made = descriptor();
        List<Descriptor> roots = new ArrayList<>();
        BoundBackend first = bound(new FakeBackend("first", Stage.NAMESPACE, launch -> {
            roots.add(launch.root());
            return new Contribution(List.of(), Optional.of(made), List.of());
        }));
        BoundBackend second = bound(new FakeBackend("second", Stage.LANDLOCK, launch -> {
            roots.add(launch.root());
            return Contribution.of();
        }));
        planned(chained(second, first), request(UID, Map.of())).close();
        assertSame(made, roots.get(1));
        assertThrows(IllegalStateException.class, made::number);
        assertTrue(roots.get(0).number() >= 0);
    }

    @Test
    void aBackendThatCannotConfineStopsTheLaunch() {
        Fd made = descriptor();
        BoundBackend first = backend("first", Stage.LANDLOCK, new LaunchStep.Landlock(made, "rules"));
        BoundBackend second = bound(new FakeBackend("second", Stage.SECCOMP, launch -> {
            throw new BackendException("no filter; make one");
        }));
        CordonException e = assertThrows(CordonException.class, () -> planned(chained(first, second), request(UID, Map.of())));
        assertEquals(CordonException.Kind.CONFINEMENT, e.kind());
        assertEquals("cannot run snap.foo.foo: no filter; make one", e.getMessage());
        assertThrows(IllegalStateException.class, made::number);
    }

    @Test
    void aProfileThatWasEditedIsPlannedAsItsFileSays() throws Exception {
        BoundBackend bound = backend("first", Stage.LIMITS, new LimitStep.Nice(1));
        planned(chained(bound), request(UID, Map.of())).close();
        assertSame(bound.profile(), seen.get(0).profile());
        Files.writeString(bound.profile().file(), "edited\n");
        planned(chained(bound), request(UID, Map.of())).close();
        assertEquals("edited\n", seen.get(1).profile().text());
        assertTrue(seen.get(1).profile().edited());
        Files.delete(bound.profile().file());
        refused(bound);
        Files.createSymbolicLink(bound.profile().file(), Files.writeString(profiles.resolve("elsewhere"), "text\n"));
        refused(bound);
    }

    private void refused(BoundBackend bound) {
        CordonException e = assertThrows(CordonException.class, () -> planned(chained(bound), request(UID, Map.of())));
        assertEquals(CordonException.Kind.CONFINEMENT, e.kind());
    }

    @Test
    void aBackendThatBreaksStopsTheLaunchAndLeavesNothingOpen() {
        Fd made = descriptor();
        BoundBackend first = backend("first", Stage.LANDLOCK, new LaunchStep.Landlock(made, "rules"));
        BoundBackend second = bound(new FakeBackend("second", Stage.SECCOMP, launch -> {
            throw new IllegalStateException("a mistake in a backend");
        }));
        CordonException e = assertThrows(CordonException.class, () -> planned(chained(first, second), request(UID, Map.of())));
        assertEquals(CordonException.Kind.CONFINEMENT, e.kind());
        assertEquals("cannot run snap.foo.foo: the backend second failed: java.lang.IllegalStateException: a mistake in a backend", e.getMessage());
        assertThrows(IllegalStateException.class, made::number);
    }

    @Test
    void theChannelOfATerminalStaysTheCallers() throws Exception {
        try (Fd channel = descriptor()) {
            RunRequest plain = request(UID, Map.of());
            RunRequest request = new RunRequest("foo", List.of(), UID, GID, Map.of(), "/", 022, plain.stdio(),
                    Optional.of(new RunRequest.TerminalRequest(channel.number(), 24, 80, true)));
            planned(chained(), request).close();
            assertTrue(Io.closeOnExec(channel));
        }
    }

    @Test
    void withoutStrictConfinementProgramsMayGainRights() throws CordonException {
        AppToRun app = app("apps:\n  foo:\n    command: bin/foo\n", "foo", Confinement.CLASSIC, List.of());
        try (LaunchPlan plan = planned(app, request(UID, Map.of("PATH", "/opt/bin")))) {
            assertFalse(credentials(plan).noNewPrivs());
            assertTrue(last(plan).environment().contains("HOME=" + home));
            assertTrue(last(plan).environment().contains("PATH=/opt/bin"));
        }
    }
}
