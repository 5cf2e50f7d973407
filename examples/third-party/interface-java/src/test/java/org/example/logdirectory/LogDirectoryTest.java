package org.example.logdirectory;

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

class LogDirectoryTest {
    private final LogDirectory tested = new LogDirectory();

    private static Plug plug(Map<String, Object> attributes) {
        SnapIdentity snap = new SnapIdentity("demo", "demo", "x1", "1", SnapType.APP, Optional.empty(), Optional.empty());
        return new Plug(snap, "log-directory", "log-directory", Attributes.of("plug \"log-directory\" of snap \"demo\"", attributes), Set.of("app"));
    }

    private List<String> granted(String directory) throws AttributeException {
        Slot slot = new Slot(SnapIdentity.system(), "log-directory", "log-directory", Attributes.none(), Set.of());
        return tested.connectedPlug(new Connection(plug(Map.of("directory", directory)), slot)).stream().map(one -> one.rule().render()).toList();
    }

    @Test
    void theDirectoryOfThePlugIsGrantedAndNothingElse() throws Exception {
        assertEquals(List.of("file: /var/log/nginx/ r", "file: /var/log/nginx/** r"), granted("/var/log/nginx"));
    }

    @Test
    void whatIsNotBelowOrIsNoPlainPathIsRefused() {
        for (String hostile : List.of("/etc", "/var/log", "/var/log/", "/var/log/../shadow", "/var/log/*", "/var/log/a,b", "/var/log/a\nb", "mine", "")) {
            assertThrows(AttributeException.class, () -> tested.checkPlug(plug(Map.of("directory", hostile))), hostile);
        }
        assertThrows(AttributeException.class, () -> tested.checkPlug(plug(Map.of())));
    }
}
