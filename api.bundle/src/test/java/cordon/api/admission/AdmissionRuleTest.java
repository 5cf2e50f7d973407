package cordon.api.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionRuleTest {
    @ParameterizedTest
    @ValueSource(strings = {"plug deny-installation: type=base", "slot allow-installation: type=gadget,os on=core", "plug allow-connection",
        "plug allow-auto-connection: name=web,web-* publisher=acme slot.type=app slot.name=server slot.publisher=acme,other same-publisher on=classic",
        "slot deny-connection: attribute.path=/dev/tty*,/dev/hvc0 plug.attribute.mode=rw", "slot deny-auto-connection"})
    void aRuleIsReadBackFromItsText(String text) {
        assertEquals(text, rule(text).render());
    }

    private static AdmissionRule rule(String text) {
        String[] words = text.split(" ", 2);
        String[] parts = words[1].split(": ", 2);
        return AdmissionRule.parse(Side.valueOf(words[0].toUpperCase()), parts[0], parts.length == 2 ? parts[1] : "", "");
    }

    @Test
    void theWordsBecomeValues() {
        AdmissionRule rule = rule("slot allow-connection: type=gadget plug.name=modem-* same-publisher");
        Party gadget = new Party(Set.of(SnapType.GADGET), List.of(), List.of(), Party.ANYBODY.attributes());
        Party modem = new Party(Set.of(), List.of(new TextPattern("modem-*")), List.of(), Party.ANYBODY.attributes());
        assertEquals(new Condition(gadget, modem, true, Set.of()), rule.condition());
        assertEquals(Condition.ALWAYS, rule("plug deny-connection").condition());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "plug permit-connection                    | there is no rule \"permit-connection\"",
        "plug deny-removal                         | there is no rule \"deny-removal\"",
        "plug deny-connection: kind=app            | \"kind=\" in \"kind=app\" is none of type=",
        "plug deny-connection: type                | \"type\" in \"type\" is none of type=",
        "plug deny-connection: type=               | \"\" is not one of app, base",
        "plug deny-connection: type=apps           | \"apps\" is not one of app, base",
        "plug deny-connection: on=desktop          | \"desktop\" is not one of classic, core",
        "plug deny-connection: name=a name=b       | \"name\" stands twice",
        "plug deny-connection: name=Foo            | \"Foo\" can match no name of a snap",
        "plug deny-connection: name=a,,b           | a pattern has 1 to 256 characters",
        "plug deny-connection: publisher=_x        | \"_x\" can match no name of a publisher",
        "plug deny-connection: attribute.A=b       | \"A\" cannot be the name of an attribute",
        "plug deny-connection: attribute.=b        | \"\" cannot be the name of an attribute",
        "plug deny-connection: attribute.path=[a]  | \"[\" cannot be in a pattern",
        "plug deny-connection: plug.name=a         | \"plug.name=\" in",
        "plug deny-connection: same-publisher=yes  | \"same-publisher=\" in",
        "plug deny-installation: slot.name=a       | at an installation there is no other side yet",
        "plug deny-installation: same-publisher    | at an installation there is no other side yet"})
    void whatIsNoRuleIsSaidWithTheWord(String text, String message) {
        String said = assertThrows(IllegalArgumentException.class, () -> rule(text)).getMessage();
        assertTrue(said.contains(message), said);
    }

    @Test
    void aReasonIsOneLine() {
        assertThrows(IllegalArgumentException.class, () -> AdmissionRule.parse(Side.PLUG, "deny-connection", "", "two\nlines"));
    }
}
