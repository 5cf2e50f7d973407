package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.backend.Facet;
import cordon.api.launch.Stage;
import cordon.core.CordonException.Kind;
import cordon.core.Happening;
import cordon.core.InstallOptions;
import cordon.core.Progress;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of changes: all of it, once, and nothing else. */
class HappeningsTest extends SystemTest {
    private static final String FOO = "plugs: {moon: }\napps: {app: {command: c}}\n";
    private final FakeInterface moon = FakeInterface.system("moon", true, "net_raw");

    /** The start itself is no news, and it is over now. */
    @BeforeEach
    void started() {
        system.cordon.settle();
    }

    /** The topics since the last question. */
    private List<String> topics() {
        system.cordon.settle();
        List<String> topics = system.happened.stream().map(Happening::topic).toList();
        system.happened.clear();
        return topics;
    }

    @Test
    void anInterfaceComesAndGoesWithWhatThatChanges() throws Exception {
        system.install("foo", FOO);
        assertEquals(List.of("snap/INSTALLED"), topics());
        system.add(moon);
        system.cordon.settle();
        assertEquals(List.of("interface moon of bundle third.party 1.0.0 arrived", "foo:moon is connected to :moon", "policy of foo.app: 1 rule added, 0 removed"),
                system.happened.stream().map(Happening::text).toList());
        assertEquals(Map.of("added", "1", "command", "foo.app", "removed", "0", "snap", "foo"), system.happened.get(2).details());
        system.happened.clear();
        system.remove(moon);
        assertEquals(List.of("interface/LEFT", "connection/SUSPENDED", "policy/CHANGED"), topics());
        system.add(moon);
        assertEquals(List.of("interface/ARRIVED", "connection/RESUMED", "policy/CHANGED"), topics());
        system.remove(moon);
        system.add(FakeInterface.system("moon", true, "net_admin"));
        assertEquals(List.of("interface/UPDATED", "policy/CHANGED"), topics());
    }

    @Test
    void anInterfaceIsHeldAndReleased() throws Exception {
        system.install("foo", FOO);
        system.add(moon, "org.example", false);
        topics();
        Files.writeString(system.root.resolve("ceiling.yaml"), "capabilities: [net_raw]\n");
        assertEquals(List.of("interface/HELD", "connection/SUSPENDED", "policy/CHANGED"), topics());
        system.cordon.approve("moon");
        assertEquals(List.of("interface/RELEASED", "connection/RESUMED", "policy/CHANGED"), topics());
    }

    @Test
    void connectionsAndSnapsAndBackendsAreTold() throws Exception {
        system.add(moon);
        system.install("foo", FOO);
        assertEquals(List.of("interface/ARRIVED", "snap/INSTALLED", "connection/CONNECTED"), topics());
        system.cordon.disconnect("foo:moon", Optional.empty());
        assertEquals(List.of("connection/DISCONNECTED", "policy/CHANGED"), topics());
        system.cordon.connect("foo:moon", Optional.empty());
        assertEquals(List.of("connection/CONNECTED", "policy/CHANGED"), topics());
        system.install("foo", FOO, new InstallOptions(true, false, false));
        assertEquals(List.of("snap/CHANGED"), topics());
        FakeBackend cgroup = new FakeBackend("cgroup", Facet.DEVICES, Stage.CGROUP);
        system.add(cgroup);
        assertEquals(List.of("backend/ARRIVED"), topics());
        system.remove(cgroup);
        assertEquals(List.of("backend/LEFT"), topics());
        system.cordon.remove("foo", true, Progress.SILENT);
        assertEquals(List.of("snap/REMOVED", "connection/DISCONNECTED"), topics());
    }

    @Test
    void whatFailsDidNotHappenAndWhatChangesNothingIsNotTold() throws Exception {
        system.add(moon);
        system.install("foo", FOO);
        topics();
        system.mount.refuses = "net_raw";
        system.cordon.disconnect("foo:moon", Optional.empty());
        topics();
        refused(Kind.SYSTEM, "cannot connect foo:moon to :moon: cannot load the mount profile of snap.foo.app: the kernel does not like net_raw",
                () -> system.cordon.connect("foo:moon", Optional.empty()));
        assertEquals(List.of(), topics());
        system.settled().interfaces();
        assertEquals(List.of(), topics());
    }

    @Test
    void whatIsThereAtTheStartIsNoNews() throws Exception {
        system.add(moon);
        system.install("foo", FOO);
        topics();
        system.restart();
        assertEquals(List.of(), topics());
    }
}
