package cordon.api.iface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResourceInterfaceTest {
    private static final Map<String, Object> FIRST = Map.of("number", 1);
    private static final Map<String, Object> SECOND = Map.of("number", 2);
    private static final Map<String, Object> NONE = Map.of();

    private final Lamp lamp = new Lamp();

    private static final class Lamp extends ResourceInterface<Long> {
        Lamp() {
            super("lamp", "switches one lamp", "it blinds", new AttributeInfo("number", "slot", "number", true, "the lamp"), "1", List.of(new Check("open /etc/shadow r", false)));
        }

        @Override
        protected Long named(Attributes attributes) throws AttributeException {
            return attributes.number("number").filter(number -> number > 0).orElseThrow(() -> attributes.error("number", "is no lamp"));
        }

        @Override
        protected List<Statement> granted(Long number) {
            return List.of(Statement.parse("file", "/dev/lamp" + number + " rw", "the lamp"));
        }
    }

    private static Plug plug(Map<String, Object> attributes) {
        return new Plug(new SnapIdentity("foo", "foo", "x1", "", SnapType.APP, Optional.empty(), Optional.empty()), "light", "lamp",
                Attributes.of("plug \"light\" of snap \"foo\"", attributes), Set.of("foo"));
    }

    private static Slot slot(Map<String, Object> attributes) {
        return new Slot(new SnapIdentity("pc", "pc", "1", "", SnapType.GADGET, Optional.empty(), Optional.empty()), "lamp", "lamp",
                Attributes.of("slot \"lamp\" of snap \"pc\"", attributes), Set.of());
    }

    private static Slot systems() {
        return new Slot(SnapIdentity.system(), "lamp", "lamp", Attributes.none(), Set.of());
    }

    private List<String> granted(Plug plug, Slot slot) throws AttributeException {
        Connection connection = new Connection(plug, slot);
        assertEquals(List.of(), lamp.objections(connection));
        return lamp.connectedPlug(connection).stream().map(one -> one.rule().text()).toList();
    }

    @Test
    void theSlotNamesTheResourceAndThePlugForTheSystemsSlot() throws AttributeException {
        assertEquals(List.of("/dev/lamp1 rw"), granted(plug(NONE), slot(FIRST)));
        assertEquals(List.of("/dev/lamp2 rw"), granted(plug(SECOND), systems()));
        assertEquals(List.of("/dev/lamp2 rw"), granted(plug(SECOND), slot(SECOND)));
    }

    @Test
    void whatNeitherNamesOrBothNameDifferentlyIsNotJoined() {
        assertEquals(1, lamp.objections(new Connection(plug(NONE), systems())).size());
        assertEquals(1, lamp.objections(new Connection(plug(FIRST), slot(SECOND))).size());
        assertThrows(AttributeException.class, () -> lamp.connectedPlug(new Connection(plug(NONE), systems())));
    }

    @Test
    void whatIsNoSuchResourceIsRefusedOnEitherSideByName() {
        AttributeException ofPlug = assertThrows(AttributeException.class, () -> lamp.checkPlug(plug(Map.of("number", 0))));
        assertEquals("plug \"light\" of snap \"foo\": attribute \"number\": is no lamp", ofPlug.getMessage());
        assertThrows(AttributeException.class, () -> lamp.checkSlot(slot(Map.of("number", 0))));
        assertThrows(AttributeException.class, () -> lamp.checkSlot(slot(Map.of("number", List.of(1)))));
    }

    @Test
    void aSlotMustNameTheResourceAndAPlugNeedNot() throws AttributeException {
        lamp.checkPlug(plug(NONE));
        lamp.checkPlug(plug(FIRST));
        lamp.checkSlot(slot(FIRST));
        assertThrows(AttributeException.class, () -> lamp.checkSlot(slot(NONE)));
    }

    @Test
    void itIsForAPersonToLookAtAndNeverConnectedOnItsOwn() {
        assertTrue(lamp.info().review().manual());
        assertEquals(false, lamp.info().autoConnect());
    }
}
