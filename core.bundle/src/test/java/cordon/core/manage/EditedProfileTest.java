package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.core.CordonException.Kind;
import cordon.core.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Profiles that somebody edited, and profiles that a crash damaged. */
class EditedProfileTest extends SystemTest {
    private Path profile;

    @BeforeEach
    void edit() throws Exception {
        system.add(FakeInterface.system("network", false, "net_raw"));
        system.install("foo", "plugs: {network: }\napps: {app: {command: c}, other: {command: c, plugs: []}}\n");
        profile = system.root.resolve("seccomp/profiles/snap.foo.app");
        Files.writeString(profile, Files.readString(profile) + "an edit\n");
    }

    @Test
    void anEditSurvivesARestartAndIsLoaded() throws Exception {
        system.restart();
        system.cordon.run(system.request("foo.app")).process().close();
        assertTrue(Files.readString(profile).contains("an edit"));
        assertTrue(system.launcher.started.get(0).backends().get(2).profile().edited());
        assertTrue(system.seccomp.loaded.toString().contains("an edit"));
    }

    @Test
    void anEditIsReplacedWhenThePolicyChangesAndThatIsSaidAndTheEditIsKept() throws Exception {
        Outcome outcome = system.cordon.connect("foo:network", Optional.empty());
        Path aside = profile.resolveSibling("snap.foo.app.edited-before");
        assertEquals(List.of("the policy of snap.foo.app changed: its edited seccomp profile is replaced; the edit is kept in " + aside), outcome.warnings());
        assertFalse(Files.readString(profile).contains("an edit"));
        assertTrue(Files.readString(aside).contains("an edit"));
    }

    @Test
    void anOperationThatIsUndonePutsTheEditBack() throws Exception {
        system.seccomp.refuses = "net_raw";
        refused(Kind.SYSTEM, "cannot connect foo:network to :network: cannot load the seccomp profile of snap.foo.app, "
                + "snap.foo.other: the kernel does not like net_raw", () -> system.cordon.connect("foo:network", Optional.empty()));
        assertTrue(Files.readString(profile).contains("an edit"));
    }

    @Test
    void aTextThatWasCutShortIsMadeAnew() throws Exception {
        String whole = Files.readString(system.root.resolve("mount/profiles/snap.foo.app"));
        Files.writeString(system.root.resolve("mount/profiles/snap.foo.app"), whole.substring(0, whole.length() - 30));
        system.restart();
        system.cordon.run(system.request("foo.app")).process().close();
        assertEquals(whole, Files.readString(system.root.resolve("mount/profiles/snap.foo.app")));
    }

    @Test
    void profilesThatARemovalLeftBehindGoAtTheNextStart() throws Exception {
        Path left = system.root.resolve("seccomp/profiles/snap.gone.app");
        Files.writeString(left, "# Profile of snap.gone.app for seccomp.\n");
        Path foreign = system.root.resolve("seccomp/profiles/snap.gone.other");
        Files.writeString(foreign, "not ours\n");
        system.restart();
        system.remove(system.seccomp);
        system.settled().backends();
        system.add(system.seccomp);
        system.settled().backends();
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(foreign));
    }
}
