package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.core.CordonException.Kind;
import cordon.core.Outcome;
import cordon.core.Plugboard;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules of interfaces and of the site, from an installation to the policy of a command. */
class WhoMayHaveWhatTest extends SystemTest {
    private static final String CLIENT = "plugs: {radio: }\napps: {app: {command: c}}\n";
    private static final String SERVER = "slots: {radio: }\napps: {server: {command: c}}\n";

    private void radio(boolean auto, AdmissionRule... rules) {
        system.add(FakeInterface.ruled("radio", auto, "net_raw", rules));
    }

    private static AdmissionRule plug(String kind, String text) {
        return AdmissionRule.parse(Side.PLUG, kind, text, "the law");
    }

    private static AdmissionRule slot(String kind, String text) {
        return AdmissionRule.parse(Side.SLOT, kind, text, "the law");
    }

    private List<String> connections() {
        return system.settled().plugboard().connections().stream().map(one -> one.plug() + " " + one.slot() + (one.suspended() ? " suspended" : "")).toList();
    }

    @Test
    void aSnapWithAPlugOrASlotThatIsRefusedIsNotInstalledAndNothingIsLeft() throws Exception {
        radio(false, plug("deny-installation", "name=client"), slot("allow-installation", "name=station"));
        refused(Kind.INVALID, "cannot install client: it has the plug \"radio\": the rule \"plug deny-installation: name=client\" of the interface \"radio\" "
                + "refuses it (the law)", () -> system.install("client", CLIENT));
        refused(Kind.INVALID, "cannot install server: it has the slot \"radio\": the interface \"radio\" does not let it; what it lets: "
                + "slot allow-installation: name=station (the law)", () -> system.install("server", SERVER));
        assertTrue(system.settled().snaps().isEmpty());
        assertFalse(Files.exists(system.packages.directory("client", "x1")));
        system.install("other", CLIENT);
        system.install("station", SERVER);
    }

    @Test
    void aConnectionThatIsRefusedIsMadeByNobody() throws Exception {
        radio(true, plug("deny-connection", "slot.type=system"));
        system.install("client", CLIENT);
        assertEquals(List.of(), connections());
        String why = "the rule \"plug deny-connection: slot.type=system\" of the interface \"radio\" refuses it (the law)";
        refused(Kind.INVALID, "cannot connect client:radio to :radio: " + why, () -> system.cordon.connect("client:radio", Optional.of(":radio")));
        refused(Kind.NOT_FOUND, "cannot connect client:radio: no slot here fits it; not :radio: " + why, () -> system.cordon.connect("client:radio", Optional.empty()));
        system.install("server", SERVER);
        assertEquals(List.of("client:radio server:radio"), connections());
        assertEquals(List.of("net_raw"), system.capabilities("client.app"));
    }

    @Test
    void aPublisherIsKnownWhenTheSiteSaysSo() throws Exception {
        radio(false, plug("allow-auto-connection", "publisher=acme"), plug("allow-auto-connection", "same-publisher"), slot("deny-auto-connection", "type=system"));
        system.site("publishers:\n  acme: [cli*]\n  other: [server, second]\n");
        system.install("server", SERVER);
        system.install("client", CLIENT);
        system.install("second", CLIENT);
        system.install("third", CLIENT);
        assertEquals(List.of("client:radio server:radio", "second:radio server:radio"), connections());
        assertEquals(Optional.of("acme"), system.settled().snap("client").orElseThrow().identity().publisher());
        assertEquals(Optional.empty(), system.settled().snap("third").orElseThrow().identity().publisher());
        system.site("publishers:\n  other: [server, second, third]\n");
        assertEquals(Optional.empty(), system.settled().snap("client").orElseThrow().identity().publisher());
        assertEquals(List.of("client:radio server:radio", "second:radio server:radio", "third:radio server:radio"), connections());
        system.restart();
        assertEquals(Optional.of("other"), system.settled().snap("third").orElseThrow().identity().publisher());
    }

    @Test
    void anEditOfTheSitesRulesSuspendsAndResumesConnections() throws Exception {
        radio(true);
        system.install("client", CLIENT);
        assertEquals(List.of("net_raw"), system.capabilities("client.app"));
        system.site("interfaces:\n  radio:\n    plug-rules:\n      - deny-connection: name=client\n");
        assertEquals(List.of(), system.capabilities("client.app"));
        assertEquals(List.of("client:radio :radio suspended"), connections());
        assertEquals(List.of("client:radio and :radio are not joined: the rule \"plug deny-connection: name=client\" of the interface \"radio\" refuses it ("
                + system.root.resolve("site.yaml") + ":4)"), system.settled().snap("client").orElseThrow().notes());
        Files.delete(system.root.resolve("site.yaml"));
        assertEquals(List.of("net_raw"), system.capabilities("client.app"));
    }

    @Test
    void aPlugAndASlotThatWouldNotBeInstalledNowAreOutOfUse() throws Exception {
        radio(false);
        system.install("client", CLIENT);
        system.install("server", SERVER);
        system.cordon.connect("client:radio", Optional.of("server"));
        assertEquals(List.of("sys_nice", "sys_time"), system.capabilities("server"));
        system.site("interfaces: {radio: {slot-rules: [deny-installation]}}\n");
        assertEquals(List.of(), system.capabilities("server"));
        assertEquals(List.of(), system.capabilities("client.app"));
        assertEquals(List.of("the slot radio is out of use: the rule \"slot deny-installation\" of the interface \"radio\" refuses it ("
                + system.root.resolve("site.yaml") + ":1)"), system.settled().snap("server").orElseThrow().notes());
        system.site("interfaces: {radio: {plug-rules: [deny-installation]}}\n");
        assertEquals(List.of("sys_time"), system.capabilities("server"));
        refused(Kind.INVALID, "cannot connect client:radio: the rule \"plug deny-installation\" of the interface \"radio\" refuses it (" + system.root.resolve("site.yaml")
                + ":1)", () -> system.cordon.connect("client:radio", Optional.empty()));
        system.site("");
        assertEquals(List.of("net_raw"), system.capabilities("client.app"));
    }

    @Test
    void theSiteOverridesWhatAnInterfaceRefuses() throws Exception {
        radio(false, plug("deny-installation", ""));
        system.site("interfaces:\n  radio:\n    override: true\n    plug-rules:\n      - allow-installation: name=client\n      - allow-auto-connection\n");
        system.install("client", CLIENT);
        assertEquals(List.of("client:radio :radio"), connections());
        refused(Kind.INVALID, "cannot install other: it has the plug \"radio\": the interface \"radio\" does not let it; what it lets: plug allow-installation: "
                + "name=client (" + system.root.resolve("site.yaml") + ":5)", () -> system.install("other", CLIENT));
        assertTrue(system.settled().interfaces().get(0).site().override());
    }

    /** What was known stays in force, nothing new is granted, and what is wrong is said. */
    @Test
    void aFileThatIsWrongChangesNothingAndIsSaid() throws Exception {
        radio(true);
        system.site("interfaces: {radio: {plug-rules: [deny-connection: name=second]}}\n");
        system.install("client", CLIENT);
        system.install("second", CLIENT);
        String before = system.recordText("client").orElseThrow();
        system.site("interfaces:\n  radio:\n    plug-rules:\n      - deny-connections\n");
        String problem = system.root.resolve("site.yaml") + ":4: there is no rule \"deny-connections\"; there are allow-installation, deny-installation, "
                + "allow-connection, deny-connection, allow-auto-connection, deny-auto-connection";
        String why = ": what this site allows is not known: " + problem;
        refused(Kind.CONFLICT, "cannot connect second:radio" + why, () -> system.cordon.connect("second:radio", Optional.empty()));
        refused(Kind.CONFLICT, "cannot install third" + why, () -> system.install("third", CLIENT));
        assertEquals(List.of("client:radio :radio"), connections());
        assertEquals(List.of(), system.capabilities("second.app"));
        assertEquals(before, system.recordText("client").orElseThrow());
        assertEquals(1, system.log.stream().filter(problem::equals).count());
        Outcome parted = system.cordon.disconnect("client:radio", Optional.empty());
        assertEquals("disconnected client:radio from :radio", parted.summary());
    }

    @Test
    void whatIsWrongWithTheSiteIsListed() throws Exception {
        radio(true);
        assertEquals(List.of(), system.settled().siteProblems());
        system.site("interfaces:\n  radoi:\n    plug-rules: [deny-connection]\n  radio: {}\n");
        assertEquals(List.of(system.root.resolve("site.yaml") + ":3: the interface \"radoi\" is not here; did you mean \"radio\"?"), system.settled().siteProblems());
        system.site("interfaces: [radio]\n");
        assertEquals(List.of(system.root.resolve("site.yaml") + ":1: is no map of rules, by interface"), system.settled().siteProblems());
    }

    @Test
    void nothingIsConnectedOnItsOwnWhileNobodyKnowsWhatTheSiteAllows() throws Exception {
        system.install("client", CLIENT);
        system.site("interfaces: [radio]\n");
        radio(true);
        system.restart();
        assertEquals(List.of(), connections());
        system.site("");
        assertEquals(List.of("client:radio :radio"), system.settled().plugboard().connections().stream().map((Plugboard.Joint one) -> one.plug() + " " + one.slot()).toList());
    }
}
