package cordon.core.admission;

import static cordon.core.admission.Cases.connection;
import static cordon.core.admission.Cases.info;
import static cordon.core.admission.Cases.plug;
import static cordon.core.admission.Cases.rules;
import static cordon.core.admission.Cases.site;
import static cordon.core.admission.Cases.slot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.SystemKind;
import cordon.api.iface.InterfaceInfo;
import cordon.api.snap.SnapType;
import cordon.core.SiteRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How rules work together. The plug is always of snap {@code a}, the slot of snap {@code b}. */
class AdmissionTest {
    private static final String NOBODY = "plug allow-connection: name=nobody";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // nothing, one side, the other
        "                                                                     | true",
        "plug deny-connection                                                 | false",
        "plug deny-connection: name=other                                     | true",
        "plug allow-connection: name=a                                        | true",
        "plug allow-connection: name=other                                    | false",
        "slot deny-connection                                                 | false",
        "slot allow-connection: name=b                                        | true",
        "slot allow-connection: name=other                                    | false",
        // one of several
        "plug allow-connection: name=other; plug allow-connection: name=a     | true",
        "plug deny-connection: name=other; plug deny-connection: name=a       | false",
        // deny beats allow, on whichever side
        "plug allow-connection: name=a; plug deny-connection: name=a          | false",
        "plug deny-connection: name=a; plug allow-connection: name=a          | false",
        "plug allow-connection; slot deny-connection: plug.name=a             | false",
        "slot allow-connection; plug deny-connection: name=a                  | false",
        // the plug's side decides what is allowed, where it says anything
        "plug allow-connection: name=a; slot allow-connection: name=other     | true",
        "plug allow-connection: name=other; slot allow-connection: name=b     | false",
        // rules about something else
        "plug deny-installation: name=a                                       | true",
        "plug deny-auto-connection                                            | true",
        "plug allow-auto-connection: name=other                               | true"})
    void aConnection(String rules, boolean allowed) {
        assertEquals(allowed, Admission.SILENT.connection(info(false, rules(rules)), connection("a", "b")).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "                                                                           | true  | true",
        "                                                                           | false | false",
        "plug allow-auto-connection: name=a                                         | false | true",
        "plug allow-auto-connection: name=other                                     | true  | false",
        "plug deny-auto-connection: slot.name=b                                     | true  | false",
        "slot deny-auto-connection: plug.name=other                                 | true  | true",
        "slot allow-auto-connection: plug.name=a                                    | false | true",
        "plug allow-auto-connection: name=other; slot allow-auto-connection: name=b | true  | false",
        "plug allow-auto-connection: name=a; slot deny-auto-connection              | true  | false",
        "plug deny-connection                                                       | true  | true"})
    void anAutomaticConnection(String rules, boolean flag, boolean allowed) {
        assertEquals(allowed, Admission.SILENT.autoConnection(info(flag, rules(rules)), connection("a", "b")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "                                                                        | true  | true",
        "plug deny-installation: name=a                                          | false | true",
        "slot deny-installation: name=b                                          | true  | false",
        "plug allow-installation: type=gadget                                    | false | true",
        "slot allow-installation: type=gadget                                    | true  | false",
        "slot allow-installation: type=gadget; slot allow-installation: name=b   | true  | true",
        "slot allow-installation: name=b; slot deny-installation: type=app       | true  | false",
        "plug deny-installation: on=classic; slot deny-installation: on=core     | false | true"})
    void anInstallationIsJudgedByTheRulesOfItsOwnSide(String rules, boolean plug, boolean slot) {
        InterfaceInfo info = info(false, rules(rules));
        assertEquals(plug, Admission.SILENT.installation(info, plug("a", Map.of())).isEmpty());
        assertEquals(slot, Admission.SILENT.installation(info, slot("b", Map.of())).isEmpty());
    }

    @Test
    void onlyTheTypesThatTheInterfaceNamesOfferASlotWhateverRulesSay() {
        InterfaceInfo info = new InterfaceInfo("thing", "for tests", Set.of(SnapType.GADGET), false, InterfaceInfo.Review.NONE, List.of(), List.of(),
                rules("slot allow-installation: type=app"));
        assertEquals(Optional.of("only snaps of type gadget may offer a slot of the interface \"thing\""), site("slot allow-installation", true).installation(info, slot("b", Map.of())));
        assertTrue(Admission.SILENT.installation(info(false, rules("slot deny-installation")), slot("system", Map.of())).isEmpty());
    }

    @Test
    void whatIsToBeReviewedIsNotConnectedOnItsOwnWhateverTheSiteSays() {
        InterfaceInfo info = new InterfaceInfo("thing", "for tests", Set.of(SnapType.SYSTEM), true, new InterfaceInfo.Review(true, "it is sensitive"), List.of(), List.of());
        assertFalse(site("plug allow-auto-connection", true).autoConnection(info, connection("a", "system")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // interface's                           | site's                             | added | instead
        "                                        | plug deny-connection: name=a       | false | false",
        "plug allow-connection: name=other       | plug allow-connection: name=a      | true  | true",
        "plug allow-connection: name=other       | slot allow-connection: plug.name=a | true  | true",
        "plug deny-connection: name=a            | plug allow-connection: name=a      | false | true",
        "slot deny-connection                    | plug allow-connection: name=a      | false | true",
        "plug allow-connection: name=a           | plug deny-connection: name=a       | false | false",
        "plug allow-connection: name=a           | plug allow-connection: name=other  | true  | false",
        "plug allow-connection: name=a           | plug deny-connection: name=other   | true  | true",
        "plug deny-connection: name=a            | plug deny-installation: name=z     | false | false"})
    void theSiteAddsOrOverrides(String own, String ofSite, boolean added, boolean instead) {
        InterfaceInfo info = info(false, rules(own));
        assertEquals(added, site(ofSite, false).connection(info, connection("a", "b")).isEmpty());
        assertEquals(instead, site(ofSite, true).connection(info, connection("a", "b")).isEmpty());
    }

    @Test
    void theSiteMakesAnInterfaceConnectOnItsOwnForSomeAndTheOthersStayAsTheyWere() {
        Admission site = site("plug allow-auto-connection: publisher=acme", false);
        assertTrue(site.autoConnection(info(false, List.of()), connection("a by acme", "system")));
        assertFalse(site.autoConnection(info(false, List.of()), connection("a", "system")));
        assertTrue(site.autoConnection(info(true, List.of()), connection("a", "system")));
        assertFalse(site("plug deny-auto-connection", false).autoConnection(info(true, List.of()), connection("a", "system")));
    }

    @Test
    void aRefusalNamesTheRule() {
        assertEquals(Optional.of("the rule \"slot deny-connection: plug.name=a\" of the interface \"thing\" refuses it"),
                Admission.SILENT.connection(info(false, rules("slot deny-connection: plug.name=a")), connection("a", "b")));
        assertEquals(Optional.of("the interface \"thing\" does not let it; what it lets: plug allow-connection: name=nobody"),
                Admission.SILENT.connection(info(false, rules(NOBODY)), connection("a", "b")));
    }

    /** Whatever the rules: their order does not count, one more that denies never opens, one more of the site that allows never closes. */
    @Test
    void rulesAreASetAndWorkInOneDirection() {
        List<AdmissionRule> some = rules("plug deny-connection: name=a; plug deny-connection: name=z; plug allow-connection: name=a; " + NOBODY
                + "; slot allow-connection: name=b; slot allow-connection: name=z; slot deny-connection: name=z; slot deny-connection: plug.name=a");
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            List<AdmissionRule> own = pick(some, random);
            List<AdmissionRule> shuffled = new ArrayList<>(own);
            Collections.shuffle(shuffled, random);
            boolean allowed = allowed(own, List.of());
            assertEquals(allowed, allowed(shuffled, List.of()));
            AdmissionRule more = some.get(random.nextInt(some.size()));
            boolean withSite = allowed(own, List.of(more));
            assertTrue(more.allow() ? withSite || !allowed : allowed || !withSite, own + " and of the site " + more);
            if (!more.allow()) {
                List<AdmissionRule> both = new ArrayList<>(own);
                both.add(more);
                assertTrue(allowed || !allowed(both, List.of()), both.toString());
            }
        }
    }

    private static boolean allowed(List<AdmissionRule> own, List<AdmissionRule> ofSite) {
        Admission admission = new Admission(Map.of("thing", new SiteRules(ofSite, false)), SystemKind.CLASSIC);
        return admission.connection(info(false, own), connection("a", "b")).isEmpty();
    }

    private static List<AdmissionRule> pick(List<AdmissionRule> some, Random random) {
        return some.stream().filter(any -> random.nextInt(3) == 0).toList();
    }
}
