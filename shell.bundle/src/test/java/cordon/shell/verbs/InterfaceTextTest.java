package cordon.shell.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.iface.InterfaceInfo;
import cordon.api.snap.SnapType;
import cordon.core.InterfaceView;
import cordon.core.Plugboard;
import cordon.core.SiteRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InterfaceTextTest {
    private static final AdmissionRule OWN = AdmissionRule.parse(Side.PLUG, "deny-connection", "name=spy", "it spies");
    private static final AdmissionRule OF_SITE = AdmissionRule.parse(Side.SLOT, "allow-auto-connection", "plug.publisher=acme", "/site.yaml:3");
    private static final Plugboard BOARD = new Plugboard(List.of(Fixture.plug("foo", "cam", "camera"), Fixture.plug("bar", "camera", "camera"), Fixture.plug("bar", "net", "network")),
            List.of(Fixture.system("camera"), Fixture.system("network")), List.of(Fixture.joint("foo", "cam", "system", "camera", true)));

    private static InterfaceView view(SiteRules site) {
        InterfaceInfo info = new InterfaceInfo("camera", "allows pictures", Set.of(SnapType.SYSTEM, SnapType.APP), false, InterfaceInfo.Review.NONE,
                List.of(new InterfaceInfo.AttributeInfo("which", "plug", "string", true, "one of them")), List.of(new InterfaceInfo.Check("open /dev/video0 rw", true)), List.of(OWN));
        return new InterfaceView(info, "cordon.iface.camera", "1.0.0", "", List.of(), site);
    }

    @Test
    void everythingThatIsKnownOfItIsSaid() {
        assertEquals("""
                name:          camera
                summary:       allows pictures
                offered by:    app, system
                auto-connect:  no
                review:        none
                rule:          plug deny-connection: name=spy (it spies)
                site rule:     slot allow-auto-connection: plug.publisher=acme (/site.yaml:3)
                bundle:        cordon.iface.camera 1.0.0
                signed by:     part of the distribution
                shadows:       bundle evil 1.0.0
                plug:          foo:cam, connected to :camera (suspended)
                plug:          bar:camera
                slot:          :camera
                attribute:     plug which (string, required): one of them
                allows:        open /dev/video0 rw""", String.join("\n", InterfaceText.lines(view(new SiteRules(List.of(OF_SITE), false)), List.of("bundle evil 1.0.0"), BOARD)));
    }

    @Test
    void aSiteThatOverridesIsSaid() {
        SiteRules site = new SiteRules(List.of(OF_SITE), true);
        assertEquals(1, InterfaceText.lines(view(site), List.of(), BOARD).stream().filter(line -> line.startsWith("site instead:  slot allow-auto-connection")).count());
        assertEquals(true, InterfaceText.json(view(site), List.of(), BOARD).get("site-overrides"));
    }

    @Test
    void programsGetRulesAndUsersToo() {
        Map<String, Object> json = InterfaceText.json(view(SiteRules.NONE), List.of(), BOARD);
        assertEquals(List.of(Map.of("side", "plug", "rule", "deny-connection", "condition", "name=spy", "reason", "it spies")), json.get("rules"));
        assertEquals(Map.of("foo:cam", List.of(":camera (suspended)"), "bar:camera", List.of()), json.get("plugs"));
        assertEquals(List.of(":camera"), json.get("slots"));
    }
}
