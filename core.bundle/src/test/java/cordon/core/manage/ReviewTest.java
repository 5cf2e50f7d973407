package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.core.CordonException.Kind;
import cordon.core.ReviewView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person should look at before it is granted. */
class ReviewTest extends SystemTest {
    private static final String CLIENT = "plugs: {control: , mine: {interface: control}, network: }\napps: {app: {command: c}}\n";
    private final FakeInterface control = FakeInterface.reviewed("control", "it owns the machine");

    @BeforeEach
    void installOne() throws Exception {
        system.add(control);
        system.add(FakeInterface.system("network", true, "net_raw"));
        system.install("foo", CLIENT);
    }

    private List<String> offers() throws Exception {
        return system.cordon.review("foo").stream().flatMap(view -> view.offers().stream().map(offer -> view.endpoint() + " " + offer.to() + (offer.connected() ? " connected " : " ")
                + offer.gets().stream().map(one -> one.rule().render()).toList() + offer.refusal())).toList();
    }

    @Test
    void onlyWhatIsToBeReviewedIsListedWithWhatItWouldGet() throws Exception {
        List<ReviewView> views = system.cordon.review("foo");
        assertEquals(List.of("control it owns the machine", "control it owns the machine"), views.stream().map(view -> view.interfaceName() + " " + view.reason()).toList());
        assertEquals(List.of("foo:control :control [capability: net_admin]", "foo:mine :control [capability: net_admin]"), offers());
        assertEquals(List.of("net_raw"), system.capabilities("foo.app"));
    }

    @Test
    void connectAloneMakesTheConnectionAndNothingElseDoes() throws Exception {
        system.restart();
        system.remove(control);
        system.settled().snaps();
        system.add(control);
        system.install("foo", CLIENT);
        system.site("interfaces: {control: {override: true, plug-rules: [allow-auto-connection]}}\n");
        assertEquals(List.of("net_raw"), system.capabilities("foo.app"));
        system.cordon.connect("foo:mine", Optional.empty());
        assertEquals(List.of("foo:control :control [capability: net_admin]", "foo:mine :control connected [capability: net_admin]"), offers());
        assertEquals(List.of("net_admin", "net_raw"), system.capabilities("foo.app"));
    }

    @Test
    void whatConnectedOnItsOwnWaitsForAPersonOnceItsInterfaceIsToBeReviewed() throws Exception {
        FakeInterface harmless = FakeInterface.system("tool", true, "sys_time");
        system.add(harmless);
        system.install("bar", "plugs: {tool: }\napps: {app: {command: c}}\n");
        assertEquals(List.of("sys_time"), system.capabilities("bar.app"));
        system.remove(harmless);
        system.add(FakeInterface.reviewed("tool", "it does more now"));
        assertEquals(List.of(), system.capabilities("bar.app"));
        assertEquals(List.of("bar:tool and :tool are not joined: the interface is to be reviewed now, and nobody has connected them"), system.settled().snap("bar").orElseThrow().notes());
        assertEquals("connected bar:tool to :tool", system.cordon.connect("bar:tool", Optional.empty()).summary());
        assertEquals(List.of("net_admin"), system.capabilities("bar.app"));
        assertEquals("bar:tool is connected to :tool already", system.cordon.connect("bar:tool", Optional.empty()).summary());
    }

    @Test
    void aConnectionThatIsRefusedSaysSo() throws Exception {
        system.remove(control);
        control.objections.add("not today");
        system.add(control);
        assertEquals(List.of("foo:control :control []not today", "foo:mine :control []not today"), offers());
    }

    @Test
    void aSlotThatIsSensitiveIsListedWithWhatItHasAlready() throws Exception {
        FakeInterface bus = FakeInterface.reviewedOfApps("bus", "it answers anybody");
        system.add(bus);
        assertEquals(List.of("the slot server:bus is sensitive: it answers anybody", "\"cordon review server\" shows what that comes to"),
                system.install("server", "slots: {bus: }\napps: {server: {command: c}}\n").warnings());
        system.install("caller", "plugs: {bus: }\napps: {app: {command: c}}\n");
        ReviewView view = system.cordon.review("server").get(0);
        assertEquals(List.of("capability: sys_time"), view.declared().stream().map(one -> one.rule().render()).toList());
        assertEquals(List.of("caller:bus [capability: sys_nice]"), view.offers().stream().map(one -> one.to() + " " + one.gets().stream().map(gets -> gets.rule().render()).toList()).toList());
    }

    @Test
    void aSnapThatIsNotThereAndAnInterfaceThatFailsAreSaid() {
        refused(Kind.NOT_FOUND, "cannot review fo: no snap named \"fo\" is installed; did you mean \"foo\"?", () -> system.cordon.review("fo"));
        control.failure = new IllegalStateException("a bug");
        refused(Kind.SYSTEM, "cannot review foo: the interface control failed: java.lang.IllegalStateException: a bug", () -> system.cordon.review("foo"));
    }
}
