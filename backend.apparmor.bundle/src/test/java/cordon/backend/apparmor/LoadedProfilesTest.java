package cordon.backend.apparmor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.BackendException;
import cordon.api.backend.StoredProfile;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.snap.SecurityLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the machine's parser, on a kernel without AppArmor: texts are compiled and checked. */
class LoadedProfilesTest {
    @TempDir
    private Path root;

    private static LoadedProfiles profiles() {
        return new LoadedProfiles(Compiling.WITHOUT, Compiling.parser());
    }

    @Test
    void aBatchIsCompiledAndUnchangedTextIsNotCompiledAgain() throws IOException, BackendException {
        List<StoredProfile> batch = List.of(Policies.stored(root, Policies.of("bar", "file: /a r")), Policies.stored(root, Policies.of("baz", "file: /b r")));
        profiles().load(batch);
        Path bar = compiled("snap.foo.bar");
        Path baz = compiled("snap.foo.baz");
        Object barBefore = Files.readAttributes(bar, "unix:ino").get("ino");
        StoredProfile changed = Policies.stored(root, Policies.of("baz", "file: /c r"));
        profiles().load(List.of(batch.get(0), changed)); // as after a start: nothing is known from before
        assertEquals(barBefore, Files.readAttributes(bar, "unix:ino").get("ino"));
        assertEquals("allow", new CompiledProfile(Files.readAllBytes(baz)).file("/c", 'r', false));
    }

    @Test
    void oldRulesAreNotTakenFromTheCacheWhenTheClockWasSetBack() throws IOException, BackendException {
        StoredProfile wide = Policies.stored(root, Policies.of("bar", "file: /** rw"));
        profiles().load(List.of(wide));
        byte[] before = Files.readAllBytes(compiled("snap.foo.bar"));
        StoredProfile narrow = Policies.stored(root, Policies.of("bar", "file: /a r"));
        Files.setLastModifiedTime(narrow.file(), FileTime.fromMillis(0));
        profiles().load(List.of(narrow));
        assertEquals("deny", new CompiledProfile(Files.readAllBytes(compiled("snap.foo.bar"))).file("/etc/shadow", 'w', true));
        assertEquals("allow", new CompiledProfile(before).file("/etc/shadow", 'w', true));
    }

    @Test
    void aRuleThatTheParserRefusesIsNamedWithItsInterfaceAndNothingIsKept() throws IOException {
        StoredProfile good = Policies.stored(root, Policies.of("good", "file: /a r"));
        StoredProfile bad = stored("bad", Policies.NETWORK, "raw: apparmor ptrace (rea) peer=x");
        String message = assertThrows(BackendException.class, () -> profiles().load(List.of(good, bad))).getMessage();
        assertTrue(message.contains("\"network: foo:network :network\""), message);
        assertTrue(message.contains(bad.file() + ":"), message);
        assertTrue(message.contains("(ptrace (rea) peer=x,"), message);
        try (Stream<Path> left = Files.walk(root.resolve("apparmor/cache"))) {
            assertEquals(List.of(), left.filter(one -> one.getFileName().toString().startsWith("snap.")).toList());
        }
    }

    @Test
    void rulesThatContradictEachOtherAreNamedByTheConnectionWithoutWhichTheProfileCompiles() throws IOException {
        List<PolicyEntry> entries = new ArrayList<>();
        entries.add(new PolicyEntry(Policies.rule("file: /usr/bin/* ix"), new Origin.Template(), ""));
        entries.add(new PolicyEntry(Policies.rule("network: inet"), Policies.NETWORK, ""));
        entries.add(new PolicyEntry(Policies.rule("file: /usr/bin/a* Ux"), new Origin.Connection("evil", "foo:evil", ":evil"), ""));
        AppPolicy policy = new AppPolicy(new SecurityLabel("foo", "bar"), Policies.foo(), Confinement.STRICT, entries);
        StoredProfile stored = Policies.stored(root, policy);
        String message = assertThrows(BackendException.class, () -> profiles().load(List.of(stored))).getMessage();
        assertTrue(message.contains("without the rules of \"evil: foo:evil :evil\" it can"), message);
        assertTrue(message.contains("conflicting x modifiers"), message);
    }

    @Test
    void whatIsUnloadedLeavesNothingBehind() throws IOException, BackendException {
        LoadedProfiles profiles = profiles();
        profiles.load(List.of(Policies.stored(root, Policies.of("bar", "file: /a r"))));
        profiles.unload(List.of(new SecurityLabel("foo", "bar"), new SecurityLabel("foo", "unknown")));
        try (Stream<Path> left = Files.walk(root.resolve("apparmor/cache"))) {
            assertEquals(List.of(), left.filter(one -> one.getFileName().toString().startsWith("snap.")).toList());
        }
    }

    @Test
    void whatTheKernelRefusesIsUndoneByLoadingTheProfilesOfBefore() throws IOException, BackendException {
        FakeKernel fake = new FakeKernel(root.resolve("kernel"));
        LoadedProfiles profiles = new LoadedProfiles(fake.kernel(), fake.parser());
        StoredProfile before = Policies.stored(root, Policies.of("bar", "file: /a r"));
        profiles.load(List.of(before));
        assertEquals(1, fake.loads());
        profiles.load(List.of(before));
        assertEquals(1, fake.loads(), "what is loaded is not loaded again");
        fake.refuse(true);
        StoredProfile wide = Policies.stored(root, Policies.of("bar", "file: /** rw"));
        assertTrue(assertThrows(BackendException.class, () -> profiles.load(List.of(wide))).getMessage().contains("no memory"));
        fake.refuse(false);
        profiles.load(List.of(Policies.stored(root, Policies.of("bar", "file: /a r"))));
        assertEquals(3, fake.loads());
    }

    @Test
    void aBatchIsLoadedByOneCallWithAJobForEachProcessorButOne() throws IOException, BackendException {
        FakeKernel fake = new FakeKernel(root.resolve("kernel"));
        List<StoredProfile> batch = List.of(Policies.stored(root, Policies.of("bar", "file: /a r")), Policies.stored(root, Policies.of("baz", "file: /b r")));
        new LoadedProfiles(fake.kernel(), fake.parser()).load(batch);
        List<String> calls = fake.calls();
        assertEquals(1, calls.stream().filter(call -> call.contains(" --replace ")).count(), calls.toString());
        String call = calls.get(calls.size() - 1);
        assertTrue(call.endsWith(" " + batch.get(0).file() + " " + batch.get(1).file()), call);
        assertTrue(call.contains(" --jobs=" + Math.max(1, Runtime.getRuntime().availableProcessors() - 1) + " "), call);
        assertTrue(call.contains(" --cache-loc=" + root.resolve("apparmor/cache")), call);
    }

    @Test
    void aProfileThatSomebodyTookOutOfTheKernelIsLoadedAgain() throws IOException, BackendException {
        FakeKernel fake = new FakeKernel(root.resolve("kernel"));
        LoadedProfiles profiles = new LoadedProfiles(fake.kernel(), fake.parser());
        StoredProfile profile = Policies.stored(root, Policies.of("bar", "file: /a r"));
        profiles.load(List.of(profile));
        fake.forget();
        profiles.load(List.of(profile));
        assertEquals(2, fake.loads());
    }

    @Test
    void onlyAnEditIsLoadedWhenACommandIsLaunched() throws IOException, BackendException {
        FakeKernel fake = new FakeKernel(root.resolve("kernel"));
        LoadedProfiles profiles = new LoadedProfiles(fake.kernel(), fake.parser());
        StoredProfile profile = Policies.stored(root, Policies.of("bar", "file: /a r"));
        profiles.load(List.of(profile));
        profiles.refresh(profile);
        assertEquals(1, fake.loads());
        Files.writeString(profile.file(), profile.text().replace("/a", "/b"));
        profiles.refresh(profile);
        profiles.refresh(profile);
        assertEquals(2, fake.loads());
    }

    private StoredProfile stored(String app, Origin origin, String rule) throws IOException {
        return Policies.stored(root, Policies.of(app, Confinement.STRICT, origin, rule));
    }

    private Path compiled(String label) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("apparmor/cache"))) {
            return files.filter(one -> one.getFileName().toString().equals(label)).findFirst().orElseThrow();
        }
    }
}
