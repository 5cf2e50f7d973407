package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.core.CordonException.Kind;
import cordon.core.Outcome;
import cordon.core.Plugboard;
import cordon.core.Progress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Joining plugs to slots and parting them, in every form. */
class ConnectingTest extends SystemTest {
    private static final String CLIENT = """
            plugs: {network: , web: {interface: http}}
            apps: {one: {command: c, plugs: [web]}, two: {command: c}}
            """;
    private static final String SERVER = """
            slots: {http: {interface: http}}
            apps: {server: {command: c}}
            """;
    private final FakeInterface http = FakeInterface.ofApps("http", false, "net_admin");

    @BeforeEach
    void installTwo() throws Exception {
        system.add(FakeInterface.system("network", false, "net_raw"));
        system.add(http);
        system.install("client", CLIENT);
        system.install("server", SERVER);
    }

    @Test
    void aPlugOfOneCommandReachesThatCommandOnlyAndAPlugOfTheSnapAll() throws Exception {
        system.cordon.connect("client:web", Optional.of("server:http"));
        system.cordon.connect("client:network", Optional.of(":network"));
        assertEquals(List.of("net_admin", "net_raw"), system.capabilities("client.one"));
        assertEquals(List.of("net_raw"), system.capabilities("client.two"));
    }

    @Test
    void theSlotsSideGetsItsRulesToo() throws Exception {
        assertEquals(List.of("sys_time"), system.capabilities("server"));
        system.cordon.connect("client:web", Optional.of("server"));
        assertEquals(List.of("sys_nice", "sys_time"), system.capabilities("server"));
    }

    @Test
    void theSlotIsFoundWhenOneFits() throws Exception {
        assertEquals("connected client:web to server:http", system.cordon.connect("client:web", Optional.empty()).summary());
    }

    @Test
    void ofSeveralSlotsOneMustBeNamed() throws Exception {
        system.install("other", SERVER);
        refused(Kind.INVALID, "cannot connect client:web: several slots fit client:web; name one of other:http, server:http",
                () -> system.cordon.connect("client:web", Optional.empty()));
    }

    @Test
    void connectingTwiceChangesNothing() throws Exception {
        system.cordon.connect("client:web", Optional.empty());
        long compiled = system.cordon.compilations();
        Outcome again = system.cordon.connect("client:web", Optional.of("server:http"));
        assertEquals("client:web is connected to server:http already", again.summary());
        assertEquals(compiled, system.cordon.compilations());
    }

    @Test
    void aChangeCompilesNoProfileOfAnotherCommand() throws Exception {
        List.of(system.seccomp, system.mount, system.landlock).forEach(backend -> backend.compiled.clear());
        system.cordon.connect("client:web", Optional.empty());
        assertEquals(List.of("snap.client.one", "snap.server.server"), system.seccomp.compiled.stream().map(label -> label.text()).toList());
    }

    @Test
    void aWrongNameIsRefusedWithTheOneThatWasMeant() {
        refused(Kind.NOT_FOUND, "cannot connect client:netwrk: snap \"client\" has no plug named \"netwrk\"; did you mean \"network\"?",
                () -> system.cordon.connect("client:netwrk", Optional.empty()));
        refused(Kind.NOT_FOUND, "cannot connect cliet:web: no snap named \"cliet\" is installed; did you mean \"client\"?",
                () -> system.cordon.connect("cliet:web", Optional.empty()));
        refused(Kind.NOT_FOUND, "cannot connect client:network to :netwrok: the system has no slot named \"netwrok\"; did you mean \"network\"?",
                () -> system.cordon.connect("client:network", Optional.of(":netwrok")));
        refused(Kind.NOT_FOUND, "cannot connect server:http: snap \"server\" has no plug named \"http\"; it has a slot of that name",
                () -> system.cordon.connect("server:http", Optional.empty()));
        refused(Kind.INVALID, "cannot connect client: \"client\" names no plug; write SNAP:PLUG",
                () -> system.cordon.connect("client", Optional.empty()));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused(Kind.INVALID, "cannot connect client:web to :network: client:web is of the interface \"http\", :network of \"network\"",
                () -> system.cordon.connect("client:web", Optional.of(":network")));
        system.remove(http);
        http.objections.add("the two speak different versions");
        system.add(http);
        refused(Kind.INVALID, "cannot connect client:web to server:http: the two speak different versions",
                () -> system.cordon.connect("client:web", Optional.of("server:http")));
    }

    @Test
    void everyFormOfDisconnectParts() throws Exception {
        for (String[] form : new String[][] {{"client:web", "server:http"}, {"client:web", "server"}, {"client:web"}, {"server:http"}, {"server"}, {"client"}}) {
            system.cordon.connect("client:web", Optional.empty());
            Outcome parted = system.cordon.disconnect(form[0], form.length > 1 ? Optional.of(form[1]) : Optional.empty());
            assertEquals("disconnected client:web from server:http", parted.summary());
            assertEquals(List.of(), system.capabilities("client.one"));
        }
        system.cordon.connect("client:network", Optional.empty());
        assertEquals("disconnected client:network from :network", system.cordon.disconnect(":network", Optional.empty()).summary());
    }

    @Test
    void whatIsNotConnectedCannotBeParted() {
        refused(Kind.NOT_FOUND, "cannot disconnect client:web: client:web is not connected to anything",
                () -> system.cordon.disconnect("client:web", Optional.empty()));
        refused(Kind.NOT_FOUND, "cannot disconnect client:wev: snap \"client\" has no plug or slot named \"wev\"; did you mean \"web\"?",
                () -> system.cordon.disconnect("client:wev", Optional.empty()));
        refused(Kind.NOT_FOUND, "cannot disconnect server: nothing of snap \"server\" is connected",
                () -> system.cordon.disconnect("server", Optional.empty()));
        refused(Kind.NOT_FOUND, "cannot disconnect :http: the system has no slot named \"http\"",
                () -> system.cordon.disconnect(":http", Optional.empty()));
    }

    @Test
    void partingASlotChangesTheRecordsOfAllItsPlugs() throws Exception {
        system.install("second", CLIENT);
        system.cordon.connect("client:web", Optional.empty());
        system.cordon.connect("second:web", Optional.empty());
        assertEquals("disconnected client:web from server:http, second:web from server:http",
                system.cordon.disconnect("server:http", Optional.empty()).summary());
        system.restart();
        assertTrue(system.settled().plugboard().connections().isEmpty());
    }

    @Test
    void aSnapOfTheSameNameDoesNotInheritConnections() throws Exception {
        system.cordon.connect("client:web", Optional.empty());
        system.cordon.remove("server", true, Progress.SILENT);
        assertEquals(List.of(), system.capabilities("client.one"));
        assertFalse(system.recordText("client").orElseThrow().contains("server"));
        system.install("server", SERVER);
        assertTrue(system.settled().plugboard().connections().isEmpty());
    }

    @Test
    void connectionsSurviveARestart() throws Exception {
        system.cordon.connect("client:web", Optional.empty());
        system.restart();
        Plugboard board = system.settled().plugboard();
        assertEquals(List.of("client:web server:http true false"), board.connections().stream()
                .map(one -> one.plug() + " " + one.slot() + " " + one.manual() + " " + one.suspended()).toList());
        assertEquals(List.of("net_admin"), system.capabilities("client.one"));
    }

    @Test
    void aBackendThatRefusesLeavesEverythingAsItWas() throws Exception {
        String record = system.recordText("client").orElseThrow();
        system.mount.refuses = "net_admin";
        refused(Kind.SYSTEM, "cannot connect client:web to server:http: cannot load the mount profile of snap.client.one, snap.server.server: "
                + "the kernel does not like net_admin", () -> system.cordon.connect("client:web", Optional.empty()));
        assertEquals(record, system.recordText("client").orElseThrow());
        assertEquals(List.of(), system.capabilities("client.one"));
        system.landlock.loaded.values().forEach(text -> assertFalse(text.contains("net_admin"), text));
        assertTrue(system.settled().plugboard().connections().isEmpty());
    }

    @Test
    void aBackendThatBreaksIsARefusalToo() {
        system.seccomp.failure = new IllegalStateException("a bug");
        refused(Kind.SYSTEM, "cannot connect client:web to server:http: cannot load the seccomp profile of snap.client.one, snap.server.server: "
                + "java.lang.IllegalStateException: a bug", () -> system.cordon.connect("client:web", Optional.empty()));
    }

    @Test
    void anInterfaceThatBreaksGrantsNothingAndIsARefusal() throws Exception {
        http.failure = new IllegalStateException("a bug");
        refused(Kind.INVALID, "cannot connect client:web to server:http: http: client:web server:http grants nothing: java.lang.IllegalStateException: a bug",
                () -> system.cordon.connect("client:web", Optional.empty()));
    }
}
