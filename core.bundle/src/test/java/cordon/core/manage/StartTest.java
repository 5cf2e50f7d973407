package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.core.CordonException.Kind;
import cordon.core.DamagedSnap;
import cordon.core.Progress;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the daemon finds when it starts. */
class StartTest extends SystemTest {
    private static final String APP = "apps: {app: {command: c}}\n";

    @Test
    void aSnapWhoseRecordIsDamagedIsLeftOutAndCanBeRemovedOnly() throws Exception {
        system.install("foo", APP);
        system.install("bar", APP);
        Files.writeString(system.root.resolve("snaps/foo.json"), "{");
        system.restart();
        assertEquals(List.of("bar"), system.settled().snaps().stream().map(snap -> snap.identity().name()).toList());
        assertTrue(system.log.toString().contains("the record of snap \"foo\" is damaged"), system.log.toString());
        DamagedSnap damaged = system.cordon.damaged().get(0);
        assertEquals("foo", damaged.name());
        assertTrue(damaged.problem().startsWith(system.root.resolve("snaps/foo.json") + ": the record of snap \"foo\" is damaged: "), damaged.problem());
        assertTrue(damaged.problem().endsWith("; remove the snap, or repair the record and start the daemon anew"), damaged.problem());
        refused(Kind.CONFLICT, "cannot install foo: the record of the installed one is damaged; remove it first, or repair "
                + system.root.resolve("snaps/foo.json"), () -> system.install("foo", APP));
        system.cordon.remove("foo", true, Progress.SILENT);
        assertEquals(List.of(), system.cordon.damaged());
        assertTrue(Files.notExists(system.packages.directory("foo", "x1")));
        assertEquals("foo 1 (x1) installed", system.install("foo", APP).summary());
    }

    @Test
    void aPackageThatIsNotTheOneThatWasInstalledIsLeftOut() throws Exception {
        system.install("foo", APP);
        Files.writeString(system.packages.directory("foo", "x1").resolve("meta/snap.yaml"),
                "name: foo\nversion: '1'\nsummary: s\ndescription: d\nplugs: {everything: }\n" + APP);
        system.restart();
        assertTrue(system.settled().snaps().isEmpty());
        assertTrue(system.log.toString().contains("is not the one that was installed"), system.log.toString());
        assertEquals(List.of("foo"), system.cordon.damaged().stream().map(DamagedSnap::name).toList());
    }

    @Test
    void whatARemovalThatWasCutShortLeftIsTidiedUp() throws Exception {
        system.add(FakeInterface.ofApps("http", false, "net_raw"));
        system.install("client", "plugs: {http: }\n" + APP);
        system.install("server", "slots: {http: }\n" + APP);
        system.cordon.connect("client:http", Optional.empty());
        Files.delete(system.root.resolve("snaps/server.json"));
        system.restart();
        assertTrue(system.settled().plugboard().connections().isEmpty());
        assertTrue(!system.recordText("client").orElseThrow().contains("server"));
    }

    @Test
    void aConnectionToASnapThatIsOnlyDamagedIsKept() throws Exception {
        system.add(FakeInterface.ofApps("http", false, "net_raw"));
        system.install("client", "plugs: {http: }\n" + APP);
        system.install("server", "slots: {http: }\n" + APP);
        system.cordon.connect("client:http", Optional.empty());
        String whole = system.recordText("server").orElseThrow();
        Files.writeString(system.root.resolve("snaps/server.json"), "{");
        system.restart();
        assertEquals(List.of(), system.capabilities("client.app"));
        Files.writeString(system.root.resolve("snaps/server.json"), whole);
        system.restart();
        assertEquals(List.of("net_raw"), system.capabilities("client.app"));
    }

    @Test
    void packagesThatNoCommandUsesAreUnmountedAtTheEnd() throws Exception {
        system.install("root", "type: base\n");
        system.install("foo", "base: root\n" + APP);
        system.install("bar", APP);
        system.cordon.run(system.request("foo.app"));
        system.cordon.close();
        assertEquals(List.of("bar x1"), system.packages.unmounted);
    }

    @Test
    void bundlesThatGoAfterTheEndChangeNoPolicy() throws Exception {
        FakeInterface network = FakeInterface.system("network", true, "net_raw");
        system.add(network);
        system.install("foo", "plugs: {network: }\n" + APP);
        String loaded = system.seccomp.loaded.toString();
        assertTrue(loaded.contains("net_raw"), loaded);
        system.cordon.close();
        system.remove(network);
        system.cordon.servicesChanged();
        assertEquals(List.of("net_raw"), system.capabilities("foo.app"));
        assertEquals(loaded, system.seccomp.loaded.toString());
        refused(Kind.CONFLICT, "cannot change anything: the daemon ends", () -> system.cordon.disconnect("foo:network", Optional.empty()));
    }

    @Test
    void theFollowerSeesBundlesWithoutBeingAsked() throws Exception {
        system.install("foo", "plugs: {network: }\n" + APP);
        system.add(FakeInterface.system("network", true, "net_raw"));
        system.cordon.servicesChanged();
        while (!system.recordText("foo").orElseThrow().contains("automatic")) {
            Thread.onSpinWait();
        }
    }
}
