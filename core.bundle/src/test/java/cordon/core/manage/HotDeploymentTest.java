package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.Facet;
import cordon.api.launch.Stage;
import cordon.core.CordonException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Interfaces and backends that arrive and leave while snaps are installed. */
class HotDeploymentTest extends SystemTest {
    private static final String FOO = "plugs: {network: }\napps: {app: {command: c}}\n";
    private static final String BAR = "apps: {app: {command: c}}\n";
    private final FakeInterface network = FakeInterface.system("network", true, "net_raw");

    @Test
    void anInterfaceThatArrivesConnectsWhatNobodyDecidedAboutAndCompilesThatAlone() throws Exception {
        system.install("foo", FOO);
        system.install("bar", BAR);
        system.seccomp.compiled.clear();
        system.add(network);
        assertEquals(List.of("net_raw"), system.capabilities("foo.app"));
        assertEquals(List.of("snap.foo.app"), system.seccomp.compiled.stream().map(Object::toString).toList());
        assertTrue(system.recordText("foo").orElseThrow().contains("automatic"));
    }

    @Test
    void anInterfaceThatArrivesGivesSnapsTheirPlugsAndSlots() throws Exception {
        system.install("talker", "slots: {talk: }\napps: {talker: {command: c}}\n");
        system.install("hearer", "plugs: {talk: }\napps: {hearer: {command: c}}\n");
        assertEquals(List.of(), system.settled().plugboard().slots());
        assertEquals(List.of(), system.settled().plugboard().plugs());
        refused(Kind.NOT_FOUND, "cannot connect hearer:talk: the interface \"talk\" is not here; deploy the bundle that brings it", () -> system.cordon.connect("hearer:talk", Optional.empty()));
        FakeInterface talk = FakeInterface.ofApps("talk", true, "wake_alarm");
        system.add(talk);
        assertEquals(1, system.settled().plugboard().slots().size());
        assertEquals(1, system.settled().plugboard().plugs().size());
        assertEquals(1, system.settled().plugboard().connections().size());
        assertEquals(List.of("wake_alarm"), system.capabilities("hearer"));
        system.remove(talk);
        assertTrue(system.settled().plugboard().connections().get(0).suspended());
        assertEquals(List.of(), system.capabilities("hearer"));
    }

    @Test
    void whatAnAdministratorPartedStaysPartedWhenTheInterfaceReturns() throws Exception {
        system.add(network);
        system.install("foo", FOO);
        system.cordon.disconnect("foo:network", Optional.empty());
        system.remove(network);
        system.add(network);
        assertEquals(List.of(), system.capabilities("foo.app"));
    }

    @Test
    void anInterfaceThatLeavesTakesItsRulesAndItsConnectionIsSuspendedUntilItReturns() throws Exception {
        system.add(network);
        system.install("foo", FOO);
        system.remove(network);
        system.cordon.run(system.request("foo.app")).process().close();
        assertFalse(system.launcher.started.get(0).backends().get(2).profile().text().contains("net_raw"));
        system.seccomp.loaded.values().forEach(text -> assertFalse(text.contains("net_raw"), text));
        assertTrue(system.settled().plugboard().connections().get(0).suspended());
        assertEquals(1, system.settled().plugboard().plugs().size());
        system.restart();
        assertTrue(system.settled().plugboard().connections().get(0).suspended());
        system.add(network);
        assertFalse(system.settled().plugboard().connections().get(0).suspended());
        assertEquals(List.of("net_raw"), system.capabilities("foo.app"));
    }

    @Test
    void aThirdPartyNeverShadowsWhatComesWithCordon() throws Exception {
        FakeInterface impostor = FakeInterface.system("network", true, "sys_admin");
        system.add(impostor, "evil", false);
        system.add(network, "cordon.iface.network", true);
        system.install("foo", FOO);
        assertEquals(List.of("net_raw"), system.capabilities("foo.app"));
        assertEquals("cordon.iface.network", system.settled().interfaces().get(0).bundle());
        assertTrue(system.log.contains("the interface network of bundle evil 1.0.0 is shadowed by that of another bundle"), system.log.toString());
        assertEquals(Map.of("network", List.of("bundle evil 1.0.0")), system.settled().shadowed());
        system.remove(network);
        assertEquals(List.of(), system.capabilities("foo.app"));
        assertTrue(system.settled().plugboard().connections().get(0).suspended());
        system.add(network, "cordon.iface.network", true);
        assertEquals(List.of("net_raw"), system.capabilities("foo.app"));
    }

    @Test
    void aBackendOfAThirdPartyNeverTakesThePlaceOfOneOfOurs() throws Exception {
        system.install("foo", FOO);
        FakeBackend impostor = new FakeBackend("landlock", Facet.FILES, Stage.LANDLOCK);
        system.addForeign(impostor);
        system.cordon.run(system.request("foo.app")).process().close();
        system.remove(system.landlock);
        refused(Kind.CONFINEMENT, "cannot run foo.app: no backend that mediates files is here; start the bundle that brings it",
                () -> system.cordon.run(system.request("foo.app")));
        system.add(system.landlock);
        system.cordon.run(system.request("foo.app")).process().close();
        assertEquals(List.of(), impostor.compiled);
        assertTrue(system.launcher.started.stream().allMatch(app -> app.backends().stream().noneMatch(one -> one.backend() == impostor)));
    }

    @Test
    void aBackendThatArrivesGetsEveryPolicyAndTakesPartInLaunches() throws Exception {
        system.install("foo", FOO);
        system.install("bar", BAR);
        FakeBackend cgroup = new FakeBackend("cgroup", Facet.DEVICES, Stage.CGROUP);
        system.add(cgroup);
        system.cordon.run(system.request("foo.app")).process().close();
        assertEquals(2, cgroup.loaded.size());
        assertSame(cgroup, system.launcher.started.get(0).backends().get(0).backend());
    }

    @Test
    void aProfileThatCannotBeLoadedKeepsThatCommandAloneFromLaunching() throws Exception {
        system.install("foo", FOO);
        system.install("bar", BAR);
        system.mount.refuses = "net_raw";
        system.add(network);
        refused(Kind.CONFINEMENT, "cannot run foo.app: its mount profile is not loaded: cannot load the mount profile of snap.foo.app: "
                + "the kernel does not like net_raw", () -> system.cordon.run(system.request("foo.app")));
        system.cordon.run(system.request("bar.app")).process().close();
    }

    @Test
    void anInterfaceThatBreaksGrantsNothingAndHarmsNobodyElse() throws Exception {
        network.failure = new IllegalStateException("a bug");
        system.install("foo", FOO);
        system.install("bar", BAR);
        system.add(network);
        assertEquals(List.of(), system.capabilities("foo.app"));
        system.cordon.run(system.request("bar.app")).process().close();
        assertTrue(system.settled().snap("foo").orElseThrow().notes().toString().contains("a bug"));
    }

    @Test
    void manyArrivalsAtOnceCostOnePass() throws Exception {
        system.install("foo", FOO);
        long before = system.cordon.compilations();
        for (int i = 0; i < 20; i++) {
            system.add(FakeInterface.system("one-" + i, true, "net_raw"));
        }
        system.add(network);
        system.settled().plugboard();
        assertEquals(before + 3, system.cordon.compilations());
    }

    @Test
    void ofTwoHundredSnapsThoseAloneAreCompiledWhoseRulesChange() throws Exception {
        for (int i = 0; i < 200; i++) {
            system.install("snap-" + i, i % 50 == 7 ? FOO : BAR);
        }
        List<String> expected = List.of("snap.snap-107.app", "snap.snap-157.app", "snap.snap-57.app", "snap.snap-7.app");
        for (int i = 0; i < 3; i++) {
            system.seccomp.compiled.clear();
            if (i == 1) {
                system.remove(network);
            } else {
                system.add(network);
            }
            system.cordon.verdict();
            assertEquals(expected, system.seccomp.compiled.stream().map(Object::toString).sorted().toList());
        }
        system.seccomp.compiled.clear();
        system.add(FakeInterface.system("network", true, "net_admin"));
        system.remove(network);
        system.cordon.verdict();
        assertEquals(List.of("net_admin"), system.capabilities("snap-57.app"));
        assertEquals(expected, system.seccomp.compiled.stream().map(Object::toString).sorted().toList());
        system.seccomp.compiled.clear();
        system.cordon.disconnect("snap-57:network", Optional.empty());
        assertEquals(List.of("snap.snap-57.app"), system.seccomp.compiled.stream().map(Object::toString).toList());
    }

    @Test
    void anUpdateThatGrantsTheSameCompilesNothing() throws Exception {
        system.add(network);
        system.install("foo", FOO);
        system.seccomp.compiled.clear();
        system.add(FakeInterface.system("network", true, "net_raw"));
        system.remove(network);
        assertEquals(List.of("net_raw"), system.capabilities("foo.app"));
        assertEquals(List.of(), system.seccomp.compiled);
    }

    @Test
    void theSamePictureOfACommandIsGivenToLaunchesWhileNothingOfItChanges() throws Exception {
        system.install("foo", FOO);
        system.cordon.run(system.request("foo.app")).process().close();
        system.install("bar", BAR);
        system.cordon.run(system.request("foo.app")).process().close();
        assertSame(system.launcher.started.get(0), system.launcher.started.get(1));
    }

    @Test
    void anUnknownCommandIsRefusedWithThoseThereAre() throws Exception {
        system.install("foo", "apps: {foo: {command: c}, app: {command: c}}\n");
        refused(Kind.NOT_FOUND, "cannot run foo.ap: snap \"foo\" has no command of that name; it has foo, foo.app", () -> system.cordon.run(system.request("foo.ap")));
        refused(Kind.NOT_FOUND, "cannot run fo: no snap named \"fo\" is installed; did you mean \"foo\"?", () -> system.cordon.run(system.request("fo")));
        system.cordon.run(system.request("foo")).process().close();
        system.cordon.run(system.request("foo.foo")).process().close();
    }
}
