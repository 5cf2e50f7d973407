package cordon.backend.seccomp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.BackendException;
import cordon.api.backend.Contribution;
import cordon.api.backend.Enforcement;
import cordon.api.backend.Launch;
import cordon.api.backend.Profile;
import cordon.api.backend.Reach;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntries;
import cordon.api.policy.Rules;
import cordon.api.snap.SecurityLabel;
import cordon.linux.Arch;
import cordon.linux.BpfProgram;
import cordon.linux.Io;
import cordon.linux.SeccompAction;
import cordon.testkit.backend.TestLaunch;
import cordon.testkit.backend.TestPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles loaded, changed, edited in place, and taken into launches. */
class SeccompBackendTest {
    @TempDir
    private Path dir;
    private final SeccompBackend backend = new SeccompBackend();

    @AfterEach
    void stop() {
        backend.stop();
    }

    @Test
    void theSamePolicyGivesTheSameProfile() throws Exception {
        Profile one = backend.compile(Policies.connected("bar", "network"));
        Profile other = backend.compile(Policies.connected("bar", "network"));
        assertEquals(one, other);
        assertEquals(Policies.connected("bar", "network").hash(), one.policyHash());
        assertTrue(one.text().endsWith("\n"));
    }

    @Test
    void policiesThatShareTheirEntriesDifferInWhatIsTheirOwn() throws Exception {
        PolicyEntries shared = PolicyEntries.of(TestPolicy.entries(new Origin.Template(), "syscall: read"));
        PolicyEntries more = shared.and(TestPolicy.entries(new Origin.Connection("other", "foo:other", ":other"), "syscall: write"));
        Profile one = backend.compile(policy("one", Confinement.STRICT, shared));
        Profile two = backend.compile(policy("two", Confinement.STRICT, shared));
        Profile other = backend.compile(policy("three", Confinement.STRICT, more));
        Profile lenient = backend.compile(policy("four", Confinement.DEVMODE, more));
        assertEquals(one.text(), two.text());
        assertEquals("two", two.label().app());
        assertNotEquals(one.policyHash(), two.policyHash());
        assertFalse(two.text().contains("\nwrite\n"), two.text());
        assertTrue(other.text().contains("\nwrite\n"), other.text());
        assertFalse(other.text().contains("@complain"), other.text());
        assertTrue(lenient.text().contains("@complain"), lenient.text());
        assertEquals(one, backend.compile(policy("one", Confinement.STRICT, shared)));
    }

    private static AppPolicy policy(String app, Confinement confinement, PolicyEntries entries) {
        return new AppPolicy(new SecurityLabel("foo", app), TestPolicy.snap("foo", "x1"), confinement, entries);
    }

    @Test
    void aLineThatIsWrongIsFoundWhereverTheBatchHasIt() throws Exception {
        StoredProfile good = stored("one", "# one\nread\n", false);
        StoredProfile bad = stored("two", "# one\nread\nioctl - NONSENSE\n", true);
        BackendException failure = assertThrows(BackendException.class, () -> backend.load(List.of(good, stored("three", "# three\nread\n", false), bad)));
        assertTrue(failure.getMessage().contains("snap.foo.two:3: "), failure.getMessage());
        assertFalse(Files.exists(binary("one")));
    }

    @Test
    void theFilterLiesBesideItsTextAndIsWhatALaunchGets() throws Exception {
        StoredProfile profile = stored("bar", "read\n", false);
        assertEquals(Reach.LATER, backend.load(List.of(profile)));
        byte[] beside = Files.readAllBytes(binary("bar"));
        assertArrayEquals(beside, launched(profile));
        assertEquals(SeccompAction.ALLOW, answer(beside, 0));
        assertEquals(Filtered.EPERM, answer(beside, 1));
    }

    @Test
    void launchesOfTheSameCommandReadIndependently() throws Exception {
        StoredProfile profile = stored("bar", "read\n", false);
        backend.load(List.of(profile));
        assertArrayEquals(launched(profile), launched(profile));
        assertEquals(1, backend.compilations());
    }

    @Test
    void onlyWhatChangedIsCompiled() throws Exception {
        StoredProfile one = stored("one", "# one\nread\n", false);
        StoredProfile two = stored("two", "# two\nread\n", false);
        StoredProfile three = stored("three", "read\nwrite\n", false);
        backend.load(List.of(one, two, three));
        assertEquals(2, backend.compilations(), "one and two say the same");
        backend.load(List.of(one, two, three));
        assertEquals(2, backend.compilations());
        backend.load(List.of(one, two, stored("three", "write\n", false)));
        assertEquals(3, backend.compilations());
        backend.load(List.of(stored("four", "# four\nwrite\n", false)));
        assertEquals(3, backend.compilations(), "four says what three says");
    }

    @Test
    void aBatchIsLoadedWholeOrNotAtAll() throws Exception {
        StoredProfile good = stored("good", "read\n", false);
        backend.load(List.of(good));
        byte[] before = Files.readAllBytes(binary("good"));
        StoredProfile better = stored("good", "read\nwrite\n", false);
        StoredProfile bad = stored("bad", "read\nioctl - NONSENSE\n", false);
        BackendException failure = assertThrows(BackendException.class, () -> backend.load(List.of(better, bad)));
        assertTrue(failure.getMessage().contains("snap.foo.bad:2: "), failure.getMessage());
        assertArrayEquals(before, Files.readAllBytes(binary("good")));
        assertFalse(Files.exists(binary("bad")));
    }

    @Test
    void aBatchThatCannotBeWrittenIsUndone() throws Exception {
        StoredProfile good = stored("good", "read\n", false);
        backend.load(List.of(good));
        byte[] before = Files.readAllBytes(binary("good"));
        StoredProfile better = stored("good", "read\nwrite\n", false);
        StoredProfile lost = new StoredProfile(Policies.of("lost", Confinement.STRICT, List.of()).label(), "", dir.resolve("none/snap.foo.lost"), "read\n", false);
        assertThrows(BackendException.class, () -> backend.load(List.of(better, lost)));
        assertArrayEquals(before, Files.readAllBytes(binary("good")));
    }

    @Test
    void aTextEditedInPlaceTakesEffectAtTheNextLaunch() throws Exception {
        StoredProfile profile = stored("bar", "read\n", false);
        backend.load(List.of(profile));
        StoredProfile edited = stored("bar", "read\nwrite\n", true);
        byte[] filter = launched(edited);
        assertEquals(SeccompAction.ALLOW, answer(filter, 1));
        assertArrayEquals(filter, Files.readAllBytes(binary("bar")));
        long compilations = backend.compilations();
        launched(edited);
        assertEquals(compilations, backend.compilations());
    }

    @Test
    void anEditThatDoesNotCompileKeepsTheCommandFromLaunching() throws Exception {
        backend.load(List.of(stored("bar", "read\n", false)));
        StoredProfile edited = stored("bar", "read\n\nsocket AF_MOON\n", true);
        BackendException failure = assertThrows(BackendException.class, () -> backend.plan(launch(edited)));
        assertTrue(failure.getMessage().contains("snap.foo.bar:3: "), failure.getMessage());
        assertTrue(failure.getMessage().contains("AF_MOON"), failure.getMessage());
    }

    @Test
    void aMisspeltCallInAnEditedTextIsTold() throws Exception {
        Contribution contribution = backend.plan(launch(stored("bar", "read\nraed\n", true)));
        assertTrue(contribution.notes().get(0).contains("raed"), contribution.notes().toString());
        new LaunchPlan(contribution.steps()).close();
        contribution = backend.plan(launch(stored("bar", "read\nraed\n", false)));
        assertEquals(List.of(), contribution.notes());
        new LaunchPlan(contribution.steps()).close();
    }

    @Test
    void unrestrictedHasNoStepAndNoFilter() throws Exception {
        StoredProfile profile = stored("bar", "read\n", false);
        backend.load(List.of(profile));
        StoredProfile classic = stored("bar", "@unrestricted\n", false);
        backend.load(List.of(classic));
        assertEquals(List.of(), backend.plan(launch(classic)).steps());
        assertFalse(Files.exists(binary("bar")));
    }

    @Test
    void unloadRemovesWhatWasDerived() throws Exception {
        StoredProfile profile = stored("bar", "read\n", false);
        backend.load(List.of(profile));
        backend.unload(List.of(profile.label()));
        backend.unload(List.of(profile.label()));
        assertFalse(Files.exists(binary("bar")));
        assertTrue(Files.exists(profile.file()), "the text is the framework's");
    }

    @Test
    void itSaysHowItEnforcesARule() {
        assertTrue(backend.support().available(), backend.support().toString());
        assertInstanceOf(Enforcement.Exactly.class, backend.enforces(Rules.parse("syscall", "socket AF_INET")));
        assertInstanceOf(Enforcement.Stricter.class, backend.enforces(Rules.parse("syscall", "no_such_call")));
        assertInstanceOf(Enforcement.Exactly.class, backend.enforces(Rules.parse("network", "inet stream")));
        assertInstanceOf(Enforcement.NotAtAll.class, backend.enforces(Rules.parse("network", "moon")));
        assertInstanceOf(Enforcement.NotAtAll.class, backend.enforces(Rules.parse("file", "/etc/fstab r")));
    }

    @Test
    void aRuleThatCannotBeSaidIsRefusedWithItsOrigin() {
        BackendException failure = assertThrows(BackendException.class, () -> backend.compile(Policies.of(Confinement.STRICT, "network: moon")));
        assertTrue(failure.getMessage().contains("\"network: moon\" (template)"), failure.getMessage());
    }

    private StoredProfile stored(String app, String text, boolean edited) throws IOException {
        Path file = dir.resolve("snap.foo." + app);
        Files.writeString(file, text);
        return new StoredProfile(Policies.of(app, Confinement.STRICT, List.of()).label(), "", file, text, edited);
    }

    private Launch launch(StoredProfile profile) {
        return TestLaunch.of(Policies.of(profile.label().app(), Confinement.STRICT, List.of()), profile, dir);
    }

    private Path binary(String app) {
        return dir.resolve("snap.foo." + app + ".bin");
    }

    private byte[] launched(StoredProfile profile) throws Exception {
        try (LaunchPlan plan = new LaunchPlan(backend.plan(launch(profile)).steps())) {
            // As cordon-exec reads it: the offset is shared between launches.
            return Io.pread(((LaunchStep.Seccomp) plan.steps().get(0)).filter(), 0, 1 << 16);
        }
    }

    /** The answer to read(2) with 0, to write(2) with 1. */
    private static SeccompAction answer(byte[] program, int call) {
        Arch host = Arch.host();
        return BpfProgram.parse(program).run(host.number(call == 0 ? "read" : "write").orElseThrow(), host.auditArch());
    }
}
