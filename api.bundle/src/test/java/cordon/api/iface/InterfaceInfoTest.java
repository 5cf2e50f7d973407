package cordon.api.iface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import cordon.api.snap.Slot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterfaceInfoTest {
    private static final AttributeInfo WHERE = new AttributeInfo("where", "plug", "string", true, "a directory");

    private static InterfaceInfo named(String name) {
        return new InterfaceInfo(name, "one line", Set.of(SnapType.SYSTEM), false, Review.NONE, List.of(), List.of());
    }

    private static InterfaceInfo with(List<AttributeInfo> attributes, List<Check> checks) {
        return new InterfaceInfo("a", "one line", Set.of(SnapType.APP), false, Review.NONE, attributes, checks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"network", "network-bind", "x11", "a", "u2f-devices", "i2c"})
    void wordsJoinedByDashesAreAName(String name) {
        assertEquals(name, named(name).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a--b", "A", "1a", "a_b", "a.b", "a/b", "a b", "a\n", "../a", "ä",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void nothingElseIs(String name) {
        assertThrows(IllegalArgumentException.class, () -> named(name));
    }

    @Test
    void anInterfaceHasASummaryOfOneLineAndSomebodyWhoOffersIt() {
        for (String summary : List.of("", "  ", "two\nlines")) {
            assertThrows(IllegalArgumentException.class,
                    () -> new InterfaceInfo("a", summary, Set.of(SnapType.APP), false, Review.NONE, List.of(), List.of()));
        }
        assertThrows(IllegalArgumentException.class, () -> new InterfaceInfo("a", "s", Set.of(), false, Review.NONE, List.of(), List.of()));
        assertThrows(NullPointerException.class, () -> new InterfaceInfo("a", "s", Set.of(SnapType.APP), false, null, List.of(), List.of()));
    }

    @Test
    void theSystemHasASlotOnlyOfWhatItOffers() {
        assertTrue(named("a").systemSlot());
        assertFalse(with(List.of(), List.of()).systemSlot());
    }

    @Test
    void aManualReviewHasAReasonAndNoOtherHasOne() {
        assertThrows(IllegalArgumentException.class, () -> new Review(true, " "));
        assertThrows(IllegalArgumentException.class, () -> new Review(false, "it is dangerous"));
        assertTrue(new Review(true, "it is dangerous").manual());
    }

    @Test
    void whatIsToBeReviewedIsNotConnectedOnItsOwnByARule() {
        Review review = new Review(true, "it is dangerous");
        AdmissionRule rule = AdmissionRule.parse(Side.PLUG, "allow-auto-connection", "publisher=acme", "");
        assertThrows(IllegalArgumentException.class, () -> new InterfaceInfo("a", "s", Set.of(SnapType.APP), false, review, List.of(), List.of(), List.of(rule)));
        assertEquals(List.of(rule), new InterfaceInfo("a", "s", Set.of(SnapType.APP), false, Review.NONE, List.of(), List.of(), List.of(rule)).rules());
    }

    @Test
    void anAttributeHasANameASideAndAType() {
        assertThrows(IllegalArgumentException.class, () -> new AttributeInfo("", "plug", "string", false, ""));
        assertThrows(IllegalArgumentException.class, () -> new AttributeInfo("a", "both", "string", false, ""));
        assertThrows(IllegalArgumentException.class, () -> new AttributeInfo("a", "slot", "text", false, ""));
    }

    @Test
    void anAttributeIsDocumentedOnceForEachSide() {
        assertThrows(IllegalArgumentException.class, () -> with(List.of(WHERE, WHERE), List.of()));
        AttributeInfo other = new AttributeInfo("where", "slot", "string", false, "a directory");
        assertEquals(2, with(List.of(WHERE, other), List.of()).attributes().size());
    }

    @Test
    void aCheckNamesAnAction() {
        assertThrows(IllegalArgumentException.class, () -> with(List.of(), List.of(new Check(" ", true))));
    }

    @Test
    void itCannotBeChangedThroughTheCollectionsItWasMadeOf() {
        Set<SnapType> offeredBy = EnumSet.of(SnapType.APP);
        List<AttributeInfo> attributes = new ArrayList<>(List.of(WHERE));
        InterfaceInfo info = new InterfaceInfo("a", "s", offeredBy, false, Review.NONE, attributes, List.of());
        offeredBy.add(SnapType.SYSTEM);
        attributes.clear();
        assertFalse(info.systemSlot());
        assertEquals(List.of(WHERE), info.attributes());
    }

    @Test
    void anInterfaceThatSaysNothingElseGrantsAndRefusesNothing() throws Exception {
        Interface silent = () -> named("a");
        Plug plug = new Plug(SnapIdentity.system(), "p", "a", Attributes.none(), Set.of());
        Slot slot = new Slot(SnapIdentity.system(), "a", "a", Attributes.none(), Set.of());
        Connection connection = new Connection(plug, slot);
        silent.checkPlug(plug);
        silent.checkSlot(slot);
        assertEquals(List.of(), silent.objections(connection));
        assertEquals(List.of(), silent.connectedPlug(connection));
        assertEquals(List.of(), silent.connectedSlot(connection));
        assertEquals(List.of(), silent.declaredPlug(plug));
        assertEquals(List.of(), silent.declaredSlot(slot));
    }
}
