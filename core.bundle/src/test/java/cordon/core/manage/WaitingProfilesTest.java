package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.SecurityLabel;
import cordon.core.CordonException.Kind;
import cordon.core.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * After a start, profiles wait until they are needed. Whatever happened to what they are made of while no daemon ran, what comes of
 * them is what they would be if nothing had been kept.
 */
class WaitingProfilesTest extends SystemTest {
    private static final SecurityLabel APP = new SecurityLabel("foo", "app");
    private final FakeInterface network = FakeInterface.system("network", true, "net_raw");
    private Path profile;

    @BeforeEach
    void install() throws Exception {
        system.mount.tellsOfAll = true;
        system.add(network);
        system.install("foo", "apps: {app: {command: c, plugs: [network]}, other: {command: c}}\n");
        system.install("bar", "apps: {app: {command: c}}\n");
        profile = system.root.resolve("seccomp/profiles/snap.foo.app");
    }

    /** What happens while no daemon runs. */
    @FunctionalInterface
    private interface Meanwhile {
        void happens() throws Exception;
    }

    private void restart(Meanwhile meanwhile) throws Exception {
        system.close();
        for (FakeBackend backend : List.of(system.seccomp, system.mount, system.landlock)) {
            backend.compiled.clear();
            backend.loaded.clear();
        }
        meanwhile.happens();
        system.start();
        system.settled().backends();
    }

    private void launch(String command) throws Exception {
        system.cordon.run(system.request(command)).process().close();
    }

    private Set<String> compiled() {
        return system.seccomp.compiled.stream().map(SecurityLabel::text).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The profile as it would be if none had been there. */
    private void assertFresh(String capabilities) throws Exception {
        launch("foo.app");
        String text = system.seccomp.loaded.get(APP);
        assertEquals(capabilities, String.join(" ", text.lines().filter(line -> !line.startsWith("#")).toList()));
        assertEquals(text, Files.readString(profile));
        Files.delete(profile);
        restart(() -> system.code = "whatever");
        launch("foo.app");
        assertEquals(text, Files.readString(profile));
    }

    @Test
    void aStartLooksAtNoProfileAndTheFirstLaunchAtThoseOfItsCommandOnly() throws Exception {
        restart(() -> Files.delete(profile.resolveSibling("snap.bar.app")));
        assertEquals(Set.of(), compiled());
        assertTrue(system.seccomp.loaded.isEmpty());
        launch("foo.app");
        launch("foo.app");
        assertEquals(List.of(APP), system.seccomp.compiled);
        assertEquals(Set.of(APP), system.seccomp.loaded.keySet());
        assertEquals(Set.of(APP), system.mount.loaded.keySet());
        assertFresh("net_raw");
    }

    @Test
    void aProfileThatWasEditedIsInForceAndShown() throws Exception {
        restart(() -> Files.writeString(profile, Files.readString(profile) + "an edit\n"));
        assertEquals(List.of("seccomp"), system.cordon.profiling().modifiedProfiles().stream().map(one -> one.backend()).toList());
        launch("foo.app");
        assertTrue(system.seccomp.loaded.get(APP).contains("an edit"));
        assertTrue(system.launcher.started.get(0).backends().get(2).profile().edited());
    }

    @Test
    void aProfileThatIsGoneOrCutShortIsMadeAnew() throws Exception {
        restart(() -> Files.writeString(profile, Files.readString(profile).substring(0, 200)));
        assertFresh("net_raw");
        restart(() -> Files.delete(profile));
        assertFresh("net_raw");
    }

    @Test
    void aProfileThatOnlyLooksLikeTheRightOneIsReplaced() throws Exception {
        String head = Files.readString(profile);
        system.cordon.disconnect("foo:network", Optional.empty());
        String now = Files.readString(profile);
        String forged = head.replace(head.lines().toList().get(1), now.lines().toList().get(1)); // the text of one policy, the hash of another
        restart(() -> Files.writeString(profile, forged));
        assertEquals(List.of(), system.cordon.profiling().modifiedProfiles());
        assertFresh("");
    }

    @Test
    void anInterfaceThatIsAnotherOneNowChangesThoseWhoUseItAtTheStart() throws Exception {
        restart(() -> {
            system.remove(network);
            system.add(FakeInterface.system("network", true, "sys_time"));
        });
        assertEquals(Set.of("snap.foo.app"), compiled());
        assertFresh("sys_time");
    }

    @Test
    void anInterfaceThatIsGoneTakesItsRulesAlongAtTheStart() throws Exception {
        restart(() -> system.remove(network));
        assertEquals(Set.of("snap.foo.app"), compiled());
        assertFresh("");
    }

    @Test
    void whatTheSiteForbidsNowIsOutOfProfilesAtTheStart() throws Exception {
        restart(() -> system.site("interfaces: {network: {plug-rules: [deny-connection: ]}}\n"));
        assertEquals(Set.of("snap.foo.app"), compiled());
        assertFresh("");
    }

    @Test
    void aConnectionThatIsOutOfTheRecordIsOutOfTheProfile() throws Exception {
        Path record = system.root.resolve("snaps/foo.json");
        restart(() -> Files.writeString(record, Files.readString(record).replace("\"automatic\"", "\"refused\"")));
        assertEquals(Set.of("snap.foo.app"), compiled());
        assertFresh("");
    }

    @Test
    void anotherCompilerOrAnotherBasisCompilesAllAnewForThatBackendAlone() throws Exception {
        restart(() -> system.seccomp.basis = "another kernel");
        assertEquals(Set.of("snap.bar.app", "snap.foo.app", "snap.foo.other"), compiled());
        assertEquals(List.of(), system.mount.compiled);
        restart(() -> { });
        assertEquals(Set.of(), compiled());
        restart(() -> {
            system.code = "another build";
            system.remove(system.seccomp);
            system.add(system.seccomp);
        });
        assertEquals(Set.of("snap.bar.app", "snap.foo.app", "snap.foo.other"), compiled());
        assertEquals(List.of(), system.mount.compiled);
    }

    @Test
    void aBackendOfWhichNothingIsKnownNeverWaits() throws Exception {
        system.code = "";
        system.remove(system.seccomp);
        system.add(system.seccomp);
        system.settled().backends();
        restart(() -> { });
        assertEquals(Set.of("snap.bar.app", "snap.foo.app", "snap.foo.other"), compiled());
        assertEquals(List.of(), system.mount.compiled);
    }

    @Test
    void whatCannotBeReadOfWhatProfilesWereMadeOfLetsNoneWait() throws Exception {
        Path made = system.root.resolve("made/foo");
        String whole = Files.readString(made);
        for (String damaged : List.of("", "\0", whole.substring(0, whole.length() / 2), whole.replace("policy ", "polizei "))) {
            restart(() -> Files.writeString(made, damaged));
            assertTrue(compiled().contains("snap.foo.other"), damaged);
            assertFalse(compiled().contains("snap.bar.app"), damaged);
            assertEquals(whole, Files.readString(made));
        }
        restart(() -> Files.delete(made));
        assertEquals(Set.of("snap.foo.app", "snap.foo.other"), compiled());
    }

    @Test
    void whatStillRunsOfAnEarlierDaemonHasItsProfileInForceAtTheStart() throws Exception {
        system.mount.processes.put(APP, Set.of(4711));
        restart(() -> { });
        for (FakeBackend backend : List.of(system.seccomp, system.mount, system.landlock)) {
            assertEquals(Set.of(APP), backend.loaded.keySet());
        }
        system.mount.processes.clear();
        system.mount.tellsOfAll = false;
        restart(() -> { });
        assertTrue(system.seccomp.loaded.size() == 3, "nobody knows what runs");
    }

    @Test
    void aProfileThatCannotBeLoadedRefusesTheLaunchAndNothingIsLoaded() throws Exception {
        restart(() -> { });
        system.seccomp.refuses = "net_raw";
        for (int i = 0; i < 2; i++) {
            refused(Kind.CONFINEMENT, "cannot run foo.app: cannot load the seccomp profile of snap.foo.app: the kernel does not like net_raw",
                    () -> system.cordon.run(system.request("foo.app")));
        }
        assertTrue(system.launcher.started.isEmpty());
        assertTrue(system.mount.loaded.isEmpty() && system.landlock.loaded.isEmpty());
        system.seccomp.refuses = null;
        assertFresh("net_raw");
    }

    @Test
    void aChangeThatFailsLeavesWhatWaitsAsItWas() throws Exception {
        restart(() -> { });
        system.seccomp.refuses = "# Profile";
        refused(Kind.SYSTEM, "cannot disconnect foo:network: cannot load the seccomp profile of snap.foo.app: the kernel does not like # Profile",
                () -> system.cordon.disconnect("foo:network", Optional.empty()));
        system.seccomp.refuses = null;
        assertFresh("net_raw");
    }

    @Test
    void aChangeOfWhatWaitsCompilesWhatChanges() throws Exception {
        restart(() -> { });
        system.cordon.disconnect("foo:network", Optional.empty());
        assertEquals(Set.of("snap.foo.app"), compiled());
        restart(() -> { });
        assertEquals(Set.of(), compiled());
        assertFresh("");
    }

    @Test
    void aProfileThatIsShownIsTheOneThatALaunchWouldHave() throws Exception {
        restart(() -> Files.delete(profile));
        assertEquals("net_raw\n", system.cordon.profiling().profiles("foo.app").get(2).text());
        launch("foo.app");
        assertEquals(List.of(APP), system.seccomp.compiled);
    }

    @Test
    void nothingIsLeftOfWhatWaitedWhenItsSnapIsRemoved() throws Exception {
        Path derived = Files.writeString(profile.resolveSibling("snap.foo.app.bin"), "derived by an earlier daemon");
        restart(() -> { });
        system.cordon.remove("foo", true, Progress.SILENT);
        for (Path gone : List.of(profile, derived, system.root.resolve("made/foo"))) {
            assertFalse(Files.exists(gone), gone::toString);
        }
        assertTrue(Files.exists(system.root.resolve("made/bar")));
    }
}
