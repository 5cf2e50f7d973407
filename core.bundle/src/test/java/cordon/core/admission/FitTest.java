package cordon.core.admission;

import static cordon.core.admission.Cases.connection;
import static cordon.core.admission.Cases.plug;
import static cordon.core.admission.Cases.rules;
import static cordon.core.admission.Cases.slot;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.admission.SystemKind;
import cordon.api.snap.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a rule fits. */
class FitTest {
    private static final Map<String, Object> FILES = Map.of("read", List.of("/etc/a", "/etc/b"), "deep", Map.of("one", List.of("x")), "count", 7, "on", true);

    private static boolean fits(String rule, Connection connection, SystemKind system) {
        return Fit.of(connection, system).fits(rules(rule).get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "plug deny-connection                                  | x of type app    | system     | true",
        "plug deny-connection: type=app                        | x of type app    | system     | true",
        "plug deny-connection: type=base,gadget                | x of type app    | system     | false",
        "plug deny-connection: type=base,gadget                | x of type gadget | system     | true",
        "plug deny-connection: name=web,web-*                  | web        | system     | true",
        "plug deny-connection: name=web,web-*                  | web-2      | system     | true",
        "plug deny-connection: name=web,web-*                  | webby      | system     | false",
        "plug deny-connection: publisher=acme                  | x by acme  | system     | true",
        "plug deny-connection: publisher=acme                  | x by other | system     | false",
        "plug deny-connection: publisher=acme                  | x          | system     | false",
        "plug deny-connection: publisher=*                     | x          | system     | false",
        "plug deny-connection: name=x publisher=acme           | x by acme  | system     | true",
        "plug deny-connection: name=y publisher=acme           | x by acme  | system     | false",
        "plug deny-connection: slot.type=system                | x          | system     | true",
        "plug deny-connection: slot.type=system                | x          | y          | false",
        "plug deny-connection: slot.name=y slot.publisher=acme | x          | y by acme  | true",
        "plug deny-connection: slot.name=y slot.publisher=acme | x          | z by acme  | false",
        "slot deny-connection: name=y plug.name=x              | x          | y          | true",
        "slot deny-connection: name=x plug.name=y              | x          | y          | false",
        "plug deny-connection: same-publisher                  | x by acme  | y by acme  | true",
        "plug deny-connection: same-publisher                  | x by acme  | y by other | false",
        "plug deny-connection: same-publisher                  | x          | y          | false",
        "plug deny-connection: same-publisher                  | x by acme  | y          | false",
        "plug deny-connection: on=classic                      | x          | y          | true",
        "plug deny-connection: on=core                         | x          | y          | false",
        "plug deny-connection: on=core,classic                 | x          | y          | true"})
    void snapsAreAskedForTypeNameAndPublisherAndTheSystemForItsKind(String rule, String plug, String slot, boolean fits) {
        assertEquals(fits, fits(rule, connection(plug, slot), SystemKind.CLASSIC));
    }

    @Test
    void aRuleForOneKindOfSystemFitsThere() {
        assertEquals(true, fits("plug deny-connection: on=core", connection("x", "y"), SystemKind.CORE));
        assertEquals(false, fits("plug deny-connection: on=classic", connection("x", "y"), SystemKind.CORE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "plug allow-connection: attribute.read=/etc/a          | false",
        "plug deny-connection: attribute.read=/etc/a           | true",
        "plug allow-connection: attribute.read=/etc/a,/etc/b   | true",
        "plug allow-connection: attribute.read=/etc/*          | true",
        "plug deny-connection: attribute.read=/usr/*           | false",
        "plug allow-connection: attribute.write=*              | false",
        "plug deny-connection: attribute.write=*               | false",
        "plug allow-connection: attribute.deep=x               | true",
        "plug deny-connection: attribute.deep=y                | false",
        "plug allow-connection: attribute.count=7              | true",
        "plug allow-connection: attribute.count=8              | false",
        "plug allow-connection: attribute.on=true              | true",
        "plug allow-connection: attribute.read=/etc/* attribute.count=8 | false",
        "slot allow-connection: plug.attribute.read=/etc/*     | true",
        "plug allow-connection: slot.attribute.read=/etc/*     | false"})
    void whatIsAllowedMustBeAllThatIsAskedForAndWhatIsDeniedNoPartOfIt(String rule, boolean fits) {
        assertEquals(fits, fits(rule, new Connection(plug("x", FILES), slot("y", Map.of())), SystemKind.CLASSIC));
    }

    @Test
    void aRuleAboutASideThatIsNotAskedAboutDoesNotFit() {
        assertEquals(false, Fit.of(plug("x", Map.of()), SystemKind.CLASSIC).fits(rules("slot deny-installation: name=x").get(0)));
        assertEquals(true, Fit.of(slot("x", Map.of()), SystemKind.CLASSIC).fits(rules("slot deny-installation: name=x").get(0)));
    }
}
