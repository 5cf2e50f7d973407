package cordon.core.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.admission.SystemKind;
import cordon.core.SiteRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a site says of who may have what, and what kind of system it is. */
class SiteRulesTest {
    @Test
    void rulesAreReadWithTheirPlaceAsTheirReason() throws SiteException {
        Site site = SiteText.read("""
                publishers:
                  acme: [web, web-*]
                  other-2: [web-shop, mail]
                interfaces:
                  camera:
                    override: true
                    plug-rules:
                      - allow-auto-connection: publisher=acme   # they have been asked
                      - deny-connection
                  dbus: {slot-rules: [deny-installation: on=classic]}
                """, "site.yaml");
        assertEquals(Optional.of("acme"), site.publisher("web-shop"));
        assertEquals(Optional.of("other-2"), site.publisher("mail"));
        assertEquals(Optional.empty(), site.publisher("webby"));
        assertEquals(Map.of(
                "camera", new SiteRules(List.of(AdmissionRule.parse(Side.PLUG, "allow-auto-connection", "publisher=acme", "site.yaml:8"),
                        AdmissionRule.parse(Side.PLUG, "deny-connection", "", "site.yaml:9")), true),
                "dbus", new SiteRules(List.of(AdmissionRule.parse(Side.SLOT, "deny-installation", "on=classic", "site.yaml:10")), false)), site.interfaces());
    }

    @Test
    void theExampleOfTheDocumentationIsRead() throws Exception {
        String text = Files.readString(Path.of("..", "docs", "ARCHITECTURE.md"));
        int begin = text.indexOf("publishers:\n");
        Site site = SiteText.read(text.substring(begin, text.indexOf("```", begin)), "site.yaml");
        assertTrue(site.interfaces().get("personal-files").override());
        assertEquals(2, site.interfaces().get("camera").rules().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "publishers: [acme]                                             | 1: is no map of lists of snaps, by publisher",
        "publishers: {Acme: [a]}                                        | 1: \"Acme\" is no name of a publisher",
        "publishers: {acme: web}                                        | 1: is no list",
        "publishers: {acme: [Web]}                                      | 1: \"Web\" can match no name of a snap",
        "publishers: {acme: ['web{1,2}']}                               | 1: \"{\" cannot be in a pattern",
        "publishers: {acme: [], acme: []}                               | 1: \"acme\" is there twice",
        "interfaces: camera                                             | 1: is no map of rules, by interface",
        "interfaces: {Camera: {}}                                       | 1: \"Camera\" is no name of an interface",
        "interfaces: {camera: {plug-rule: []}}                          | 1: \"plug-rule\" is not a known key; known are plug-rules, slot-rules, override; did you mean \"plug-rules\"?",
        "interfaces: {camera: {override: yes}}                          | 1: is neither true nor false",
        "interfaces: {camera: {plug-rules: [allow]}}                    | 1: there is no rule \"allow\"",
        "interfaces: {camera: {plug-rules: [[allow-connection]]}}       | 1: is no word",
        "interfaces: {camera: {plug-rules: [{allow-connection: 'name=[a]'}]}}  | 1: \"[\" cannot be in a pattern",
        "interfaces: {camera: {slot-rules: [{deny-installation: 'plug.name=a'}]}} | 1: at an installation there is no other side yet"})
    void whatIsWrongIsSaidWithItsLine(String text, String message) {
        String said = assertThrows(SiteException.class, () -> SiteText.read(text, "site.yaml")).getMessage();
        assertTrue(said.startsWith("site.yaml:" + message), said);
    }

    @ParameterizedTest
    @CsvSource({"ID=ubuntu-core,CORE", "ID=\"ubuntu-core\",CORE", "ID='ubuntu-core',CORE", "ID=ubuntu,CLASSIC", "NAME=ubuntu-core,CLASSIC", "ID_LIKE=ubuntu-core,CLASSIC", "'',CLASSIC"})
    void oneDistributionIsMadeOfSnaps(String line, SystemKind kind) {
        assertEquals(kind, OsRelease.kind("PRETTY_NAME=x\n" + line + "\n"));
    }
}
