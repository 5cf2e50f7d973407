package @PACKAGE@;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

class @CLASS@Test {
    private final @CLASS@ tested = new @CLASS@();

    private static Plug plug(Map<String, Object> attributes) {
        SnapIdentity snap = new SnapIdentity("demo", "demo", "x1", "1", SnapType.APP, Optional.empty(), Optional.empty());
        return new Plug(snap, "@NAME@", "@NAME@", Attributes.of("plug \"@NAME@\" of snap \"demo\"", attributes), Set.of("app"));
    }

    private List<String> granted(String directory) throws AttributeException {
        Slot slot = new Slot(SnapIdentity.system(), "@NAME@", "@NAME@", Attributes.none(), Set.of());
        return tested.connectedPlug(new Connection(plug(Map.of("directory", directory)), slot)).stream().map(one -> one.rule().render()).toList();
    }

    @Test
    void theDirectoryOfThePlugIsGrantedAndNothingElse() throws Exception {
        assertEquals(List.of("file: /var/lib/@NAME@/mine/ r", "file: /var/lib/@NAME@/mine/** rwk"), granted("/var/lib/@NAME@/mine"));
    }

    @Test
    void whatIsNotBelowOrIsNoPlainPathIsRefused() {
        for (String hostile : List.of("/etc", "/var/lib/@NAME@", "/var/lib/@NAME@/../shadow", "/var/lib/@NAME@/*", "/var/lib/@NAME@/a,b", "/var/lib/@NAME@/a\nb", "mine", "")) {
            assertThrows(AttributeException.class, () -> tested.checkPlug(plug(Map.of("directory", hostile))), hostile);
        }
        assertThrows(AttributeException.class, () -> tested.checkPlug(plug(Map.of())));
    }
}
