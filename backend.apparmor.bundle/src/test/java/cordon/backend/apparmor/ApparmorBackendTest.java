package cordon.backend.apparmor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.BackendException;
import cordon.api.backend.Enforcement;
import cordon.api.backend.Facet;
import cordon.api.backend.Reach;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.LaunchStep;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.testkit.backend.TestLaunch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApparmorBackendTest {
    @TempDir
    private Path root;

    @Test
    void withoutAppArmorProfilesArePreparedAndNothingIsSaidToBeEnforced() throws IOException, BackendException {
        ApparmorBackend backend = new ApparmorBackend(Compiling.WITHOUT, Optional.of(Compiling.parser()));
        assertFalse(backend.support().available());
        assertTrue(backend.prepares());
        assertEquals("this kernel has no AppArmor", backend.enforces(Policies.rule("file: /a r")).reason());
        assertEquals(Reach.NOBODY, backend.load(List.of(Policies.stored(root, Policies.of("bar", "file: /a r")))));
        StoredProfile bad = Policies.stored(root, Policies.of("bar", "raw: apparmor nonsense here"));
        assertThrows(BackendException.class, () -> backend.load(List.of(bad)));
    }

    @Test
    void withoutTheParserNothingFailsAndItIsSaid() throws IOException, BackendException {
        ApparmorBackend backend = new ApparmorBackend(Compiling.WITHOUT, Optional.empty());
        assertEquals(List.of("this kernel has no AppArmor", "there is no apparmor_parser to check profiles; install apparmor"), backend.support().limits());
        backend.load(List.of(Policies.stored(root, Policies.of("bar", "raw: apparmor nonsense here"))));
        backend.unload(List.of(Policies.of("bar").label()));
    }

    @Test
    void aKernelWithAppArmorAndNoParserIsNoSupport() throws IOException {
        ApparmorBackend backend = new ApparmorBackend(kernel("network_v8/af_mask"), Optional.empty());
        assertFalse(backend.support().available());
        assertFalse(backend.prepares());
        assertEquals(List.of("there is no apparmor_parser to load profiles; install apparmor"), backend.support().limits());
    }

    @Test
    void withoutAViewAStrictCommandDoesNotLaunchForItsProfileNamesOtherFiles() throws IOException, BackendException {
        FakeKernel kernel = new FakeKernel(root.resolve("kernel"));
        ApparmorBackend backend = new ApparmorBackend(kernel.kernel(), Optional.of(kernel.parser()));
        TestLaunch launch = launch(backend, Confinement.STRICT);
        assertEquals(List.of(new LaunchStep.ApparmorLabel("snap.foo.bar")), backend.plan(launch).steps());
        String refusal = assertThrows(BackendException.class, () -> backend.plan(launch.withoutView())).getMessage();
        assertTrue(refusal.startsWith("cannot confine snap.foo.bar by AppArmor: its profile names files as they are in a view of its own"), refusal);
        assertEquals(1, backend.plan(launch(backend, Confinement.DEVMODE).withoutView()).steps().size());
    }

    private TestLaunch launch(ApparmorBackend backend, Confinement confinement) throws IOException, BackendException {
        AppPolicy policy = Policies.of("bar", confinement, new Origin.Template(), "file: /a r");
        StoredProfile profile = Policies.stored(root, policy);
        backend.load(List.of(profile));
        return TestLaunch.of(policy, profile, root);
    }

    @Test
    void whatTheKernelDoesNotMediateIsSaid() throws IOException {
        ApparmorBackend backend = new ApparmorBackend(kernel("network_v8/af_mask", "signal/mask", "ptrace/mask"), Optional.of(Compiling.parser()));
        assertEquals(Set.of(Facet.FILES, Facet.NETWORK, Facet.PROCESSES), backend.facets());
        assertTrue(backend.support().limits().contains("D-Bus is not mediated"), backend.support().toString());
        assertInstanceOf(Enforcement.Exactly.class, backend.enforces(Policies.rule("file: /a r")));
        assertInstanceOf(Enforcement.Exactly.class, backend.enforces(Policies.rule("network: inet stream")));
        assertInstanceOf(Enforcement.Weaker.class, backend.enforces(Policies.rule("network: netlink raw route")));
        assertInstanceOf(Enforcement.Weaker.class, backend.enforces(Policies.rule("unix: send peer-label=snap.x.y")));
        assertInstanceOf(Enforcement.NotAtAll.class, backend.enforces(Policies.rule("dbus: system send")));
        assertInstanceOf(Enforcement.NotAtAll.class, backend.enforces(Policies.rule("userns:")));
        assertInstanceOf(Enforcement.NotAtAll.class, backend.enforces(Policies.rule("syscall: mount")));
        assertInstanceOf(Enforcement.Stricter.class, backend.enforces(Policies.rule("file: /a Px")));
    }

    /** A directory that looks like the one of a kernel that mediates this. */
    private Kernel kernel(String... features) throws IOException {
        Path directory = root.resolve("kernel");
        for (String feature : features) {
            Files.createDirectories(directory.resolve("features").resolve(feature));
        }
        Files.writeString(directory.resolve(".replace"), "");
        return Kernel.at(directory, directory);
    }
}
