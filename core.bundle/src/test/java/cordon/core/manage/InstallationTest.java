package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.Confinement;
import cordon.core.CordonException.Kind;
import cordon.core.InstallOptions;
import cordon.core.Outcome;
import cordon.core.Progress;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Installing, upgrading and removing. */
class InstallationTest extends SystemTest {
    private static final InstallOptions DEVMODE = new InstallOptions(true, false, false);
    private static final InstallOptions JAILMODE = new InstallOptions(false, true, false);
    private static final InstallOptions CLASSIC = new InstallOptions(false, false, true);
    private static final String APP = "apps: {app: {command: c}}\n";

    @Test
    void aPlugIsConnectedOnItsOwnWhenExactlyOneSlotFits() throws Exception {
        system.add(FakeInterface.system("network", true, "net_raw"));
        Outcome outcome = system.install("foo", "apps: {app: {command: c, plugs: [network]}}\n");
        assertEquals("connected foo:network to :network", outcome.details().get(0));
        assertFalse(system.settled().plugboard().connections().get(0).manual());
    }

    @Test
    void ofTwoSlotsNoneIsTakenOnItsOwn() throws Exception {
        system.add(FakeInterface.ofApps("http", true, "net_raw"));
        system.install("one", "slots: {http: }\n");
        system.install("two", "slots: {http: }\n");
        system.install("foo", "plugs: {http: }\n" + APP);
        assertTrue(system.settled().plugboard().connections().isEmpty());
    }

    @Test
    void anInterfaceCanLeaveAConnectionToTheAdministrator() throws Exception {
        FakeInterface http = FakeInterface.ofApps("http", true, "net_raw");
        http.onItsOwn = false;
        system.add(http);
        system.install("server", "slots: {http: }\n" + APP);
        system.install("client", "plugs: {http: }\n" + APP);
        assertTrue(system.settled().plugboard().connections().isEmpty());
        system.cordon.connect("client:http", Optional.empty());
        assertEquals(List.of("net_raw"), system.capabilities("client.app"));
    }

    @Test
    void aSlotThatArrivesIsWhatAWaitingPlugIsConnectedTo() throws Exception {
        system.add(FakeInterface.ofApps("http", true, "net_raw"));
        system.install("client", "plugs: {http: }\n" + APP);
        assertEquals(List.of("connected client:http to server:http"), system.install("server", "slots: {http: }\n" + APP).details().subList(0, 1));
        assertEquals(List.of("net_raw"), system.capabilities("client.app"));
        system.restart();
        assertEquals(List.of("net_raw"), system.capabilities("client.app"));
    }

    @Test
    void installingASlotSaysWhichRunningClientsKeepTheirOldRules() throws Exception {
        system.add(FakeInterface.ofApps("http", true, "net_raw"));
        system.install("client", "plugs: {http: }\n" + APP);
        system.cordon.run(system.request("client.app")).process().close();
        List<String> details = system.install("server", "slots: {http: }\n" + APP).details();
        assertEquals(List.of("connected client:http to server:http", "mount: effective after restart of 1 running process (1000)",
                "landlock: effective after restart of 1 running process (1000)", "seccomp: effective after restart of 1 running process (1000)"), details);
    }

    @Test
    void anInterfaceThatNeedsReviewIsNotConnectedOnItsOwnAndSaysWhy() throws Exception {
        system.add(FakeInterface.reviewed("control", "it owns the machine"));
        Outcome outcome = system.install("foo", "plugs: {control: }\n" + APP);
        assertEquals(List.of("the plug foo:control is not connected on its own: it owns the machine", "\"cordon review foo\" shows what that comes to"), outcome.warnings());
    }

    @Test
    void anUpgradeKeepsConnectionsAndDecisionsAndDataAndOneEarlierRevision() throws Exception {
        system.add(FakeInterface.system("network", true, "net_raw"));
        system.add(FakeInterface.system("home", false, "sys_nice"));
        String yaml = "plugs: {network: , home: }\n" + APP;
        system.install("foo", yaml);
        system.cordon.disconnect("foo:network", Optional.empty());
        system.cordon.connect("foo:home", Optional.empty());
        assertEquals("foo 1 (x2) upgraded from x1", system.install("foo", yaml).summary());
        assertEquals(List.of("sys_nice"), system.capabilities("foo.app"));
        assertEquals("x1", Files.readString(system.packages.data("foo").resolve("x2/from")));
        system.install("foo", yaml);
        assertEquals(List.of("x2", "x3"), system.settled().snap("foo").orElseThrow().revisions());
        assertFalse(Files.exists(system.packages.directory("foo", "x1")));
        assertFalse(Files.exists(system.packages.data("foo").resolve("x1")));
    }

    @Test
    void anUpgradeWithoutAPlugEndsItsConnectionAndWithoutACommandItsProfile() throws Exception {
        system.add(FakeInterface.system("network", true, "net_raw"));
        system.install("foo", "plugs: {network: }\napps: {app: {command: c}, old: {command: c}}\n");
        system.install("foo", APP);
        assertTrue(system.settled().plugboard().connections().isEmpty());
        assertEquals(List.of("snap.foo.app"), system.seccomp.loaded.keySet().stream().map(Object::toString).toList());
        assertFalse(Files.exists(system.root.resolve("seccomp/profiles/snap.foo.old")));
    }

    @Test
    void dataThatARemovalLeftIsTakenUpAgainAndPurgeTakesItAway() throws Exception {
        system.install("foo", APP);
        system.cordon.remove("foo", false, Progress.SILENT);
        assertEquals("foo 1 (x2) installed", system.install("foo", APP).summary());
        assertEquals("x1", Files.readString(system.packages.data("foo").resolve("x2/from")));
        system.cordon.remove("foo", true, Progress.SILENT);
        assertFalse(Files.exists(system.packages.data("foo")));
    }

    @Test
    void modesThatTheSnapDoesNotAskForOrThatAreNotGrantedAreRefused() throws Exception {
        refused(Kind.INVALID, "cannot install foo: it asks for devmode, where violations are logged and permitted; give --devmode to accept that, or "
                + "--jailmode to confine it", () -> system.install("foo", "confinement: devmode\n" + APP));
        refused(Kind.INVALID, "cannot install foo: it asks to run without any confinement, with all rights of whoever starts it; if you trust it, give "
                + "--classic", () -> system.install("foo", "confinement: classic\n" + APP));
        refused(Kind.INVALID, "cannot install foo: it is made for strict confinement; install it without --classic", () -> system.install("foo", APP, CLASSIC));
        refused(Kind.INVALID, "cannot install foo: --devmode, --jailmode and --classic exclude each other; give one of them",
                () -> system.install("foo", APP, new InstallOptions(true, true, false)));
        assertTrue(system.settled().snaps().isEmpty());
        assertTrue(system.recordText("foo").isEmpty());
    }

    @Test
    void modesThatAreGrantedShowInThePolicy() throws Exception {
        system.install("dev", "confinement: devmode\n" + APP, DEVMODE);
        system.install("jail", "confinement: devmode\n" + APP, JAILMODE);
        system.install("old", "confinement: classic\n" + APP, CLASSIC);
        assertEquals(Confinement.DEVMODE, system.settled().policy("dev.app").confinement());
        assertEquals(Confinement.STRICT, system.settled().policy("jail.app").confinement());
        assertEquals(Confinement.CLASSIC, system.settled().policy("old.app").confinement());
        system.cordon.run(system.request("old.app")).process().close();
        assertTrue(system.launcher.started.get(0).backends().isEmpty());
    }

    @Test
    void whatDoesNotGoHereIsRefused() {
        refused(Kind.INVALID, "cannot install foo: it is made for arm64, and this machine is amd64",
                () -> system.install("foo", "architectures: [arm64]\n" + APP));
        refused(Kind.INVALID, "cannot install system: \"system\" is how the system itself is called on the board of plugs and slots; no snap may have that "
                + "name", () -> system.install("system", APP));
        refused(Kind.INVALID, "cannot install foo: it is of type kernel, which a device boots from or is managed by; apps, bases and gadgets can be installed",
                () -> system.install("foo", "type: kernel\n"));
    }

    @Test
    void anUpgradeThatCannotReadTheDataIsRefused() throws Exception {
        system.install("foo", "epoch: 5\n" + APP);
        refused(Kind.INVALID, "cannot install foo: it cannot read the data of the installed revision x1 (epoch 5, it has 0); install a revision between "
                + "the two first", () -> system.install("foo", APP));
    }

    @Test
    void aBadAttributeAndAForbiddenSlotAreRefusedAndNothingIsLeft() throws Exception {
        system.add(FakeInterface.system("network", true, "net_raw"));
        refused(Kind.INVALID, "cannot install foo: plug \"network\" of snap \"foo\": attribute \"bad\": it must not be true",
                () -> system.install("foo", "plugs: {network: {bad: true}}\n" + APP));
        refused(Kind.INVALID, "cannot install foo: it has the slot \"mine\": only the system may offer a slot of the interface \"network\"",
                () -> system.install("foo", "slots: {mine: {interface: network}}\n" + APP));
        assertFalse(Files.exists(system.packages.directory("foo", "x1")));
    }

    @Test
    void anInterfaceThatIsNotHereIsANote() throws Exception {
        Outcome outcome = system.install("foo", "plugs: {camera: }\nbase: core22\n" + APP);
        assertEquals(List.of("the base core22 is not installed: the root of the host serves instead",
                "the interface camera of the plug camera is not here; nothing is granted for it"), outcome.warnings());
        assertEquals(outcome.warnings(), system.settled().snap("foo").orElseThrow().notes());
        assertTrue(system.settled().plugboard().plugs().isEmpty());
    }

    @Test
    void anInstalledBaseIsTheRootAndIsNotRemovedWhileInUse() throws Exception {
        system.install("core22", "type: base\n");
        system.install("foo", "base: core22\n" + APP);
        system.cordon.run(system.request("foo.app")).process().close();
        assertEquals(Optional.of(system.packages.directory("core22", "x1")), system.launcher.started.get(0).baseDirectory());
        refused(Kind.CONFLICT, "cannot remove core22: it is the base of foo; remove these first", () -> system.cordon.remove("core22", false, Progress.SILENT));
    }

    @Test
    void whateverFailsLeavesTheEarlierRevisionInPlace() throws Exception {
        system.install("foo", APP);
        String record = system.recordText("foo").orElseThrow();
        system.packages.dataFails = true;
        refused(Kind.SYSTEM, "cannot make the data of foo", () -> system.install("foo", APP));
        system.packages.dataFails = false;
        system.landlock.refuses = "net_raw";
        system.add(FakeInterface.system("network", true, "net_raw"));
        refused(Kind.SYSTEM, "cannot install foo: cannot load the landlock profile of snap.foo.app: the kernel does not like net_raw",
                () -> system.install("foo", "plugs: {network: }\n" + APP));
        assertEquals(record, system.recordText("foo").orElseThrow());
        assertFalse(Files.exists(system.packages.directory("foo", "x2")));
        assertFalse(Files.exists(system.packages.data("foo").resolve("x2")));
        assertEquals("x1", system.settled().snap("foo").orElseThrow().identity().revision());
        system.cordon.run(system.request("foo.app")).process().close();
    }

    @Test
    void aSnapThatIsNotInstalledCannotBeRemoved() throws Exception {
        system.install("foobar", APP);
        refused(Kind.NOT_FOUND, "cannot remove fobar: no snap of that name is installed; did you mean \"foobar\"?",
                () -> system.cordon.remove("fobar", false, Progress.SILENT));
    }

    @Test
    void commandsGetFilesThatStartThem() throws Exception {
        system.install("foo", "apps: {foo: {command: c}, app: {command: c}, service: {command: c, daemon: simple}}\n");
        assertEquals("#!/usr/bin/cordon --app=" + system.root + ":foo.app\n", Files.readString(system.root.resolve("bin/foo.app")));
        assertTrue(Files.isExecutable(system.root.resolve("bin/foo")));
        assertFalse(Files.exists(system.root.resolve("bin/foo.service")));
        Files.writeString(system.root.resolve("bin/mine"), "#!/bin/sh\n");
        system.cordon.remove("foo", false, Progress.SILENT);
        assertFalse(Files.exists(system.root.resolve("bin/foo.app")));
        assertTrue(Files.exists(system.root.resolve("bin/mine")));
    }
}
