package cordon.api.iface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
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

class FilesInterfaceTest {
    private final Shelf shelf = new Shelf();

    private static final class Shelf extends FilesInterface {
        Shelf() {
            super(new InterfaceInfo("shelf", "reads named files", Set.of(SnapType.SYSTEM), false, Review.NONE, attributes("paths"), List.of()), FileRule::allow);
        }

        @Override
        protected PathPattern named(Attributes attributes, String attribute, String text) throws AttributeException {
            return path(attributes, attribute, text);
        }
    }

    private static Plug plug(Map<String, Object> attributes) {
        return new Plug(new SnapIdentity("foo", "foo", "x1", "", SnapType.APP, Optional.empty(), Optional.empty()), "books", "shelf",
                Attributes.of("plug \"books\" of snap \"foo\"", attributes), Set.of("foo"));
    }

    @Test
    void whatIsNamedIsOpenedWithAllBelowIt() throws AttributeException {
        Plug plug = plug(Map.of("read", List.of("/srv/a", "/srv/b"), "write", List.of("/srv/c")));
        shelf.checkPlug(plug);
        Slot slot = new Slot(SnapIdentity.system(), "shelf", "shelf", Attributes.none(), Set.of());
        assertEquals(List.of("/srv/a{,/,/**} rk", "/srv/b{,/,/**} rk", "/srv/c{,/,/**} rwkl"),
                shelf.connectedPlug(new Connection(plug, slot)).stream().map(one -> one.rule().text()).toList());
    }

    @Test
    void whatIsNoListOfPathsIsRefusedByName() {
        for (Object bad : List.of("/srv/a", List.of(1), List.of("/srv/"), List.of("/srv/*"), List.of("/srv/../etc"), List.of(List.of("/srv/a")))) {
            AttributeException e = assertThrows(AttributeException.class, () -> shelf.checkPlug(plug(Map.of("write", bad))), bad::toString);
            assertEquals(0, e.getMessage().indexOf("plug \"books\" of snap \"foo\": attribute \"write\": "), e.getMessage());
        }
    }

    @Test
    void aPlugThatNamesNothingIsRefused() {
        assertThrows(AttributeException.class, () -> shelf.checkPlug(plug(Map.of())));
        assertThrows(AttributeException.class, () -> shelf.checkPlug(plug(Map.of("read", List.of(), "write", List.of()))));
    }
}
