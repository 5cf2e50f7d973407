package cordon.iface.systemfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemFilesTest {
    private final SystemFiles files = new SystemFiles();

    private static Plug plug(Map<String, Object> attributes) {
        SnapIdentity snap = new SnapIdentity("foo", "foo", "x1", "", SnapType.APP, Optional.empty(), Optional.empty());
        return new Plug(snap, "docs", "system-files", Attributes.of("plug \"docs\" of snap \"foo\"", attributes), Set.of("bar"));
    }

    private List<String> rules(Map<String, Object> attributes) throws AttributeException {
        files.checkPlug(plug(attributes));
        Slot slot = new Slot(SnapIdentity.system(), "system-files", "system-files", Attributes.none(), Set.of());
        return files.connectedPlug(new Connection(plug(attributes), slot)).stream().map(s -> s.rule().text()).toList();
    }

    @Test
    void whatThePlugNamesIsOpenedWithWhatIsBelow() throws AttributeException {
        assertEquals(List.of("/etc/foo{,/,/**} rk", "/var/lib/foo{,/,/**} rwkl"), rules(Map.of("read", List.of("/etc/foo"), "write", List.of("/var/lib/foo"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/var", "/var/lib", "/run", "/etc/", "etc/foo", "/proc/1/environ", "/sys/power/state", "/dev/mem", "/home/alice/.ssh", "/root", "/var/lib/cordon/snaps", "/var/snap/other", "/tmp/x", "/etc/*", "/etc/{a,b}", "/etc/../root", "/etc//x", "/etc/a b", "/etc/x r,\n/** rw", "@{HOME}/x", "$HOME/x", "/run/user/1000/bus", ""})
    void whatIsNoSuchPathIsRefusedByName(String path) {
        for (String attribute : List.of("read", "write")) {
            AttributeException e = assertThrows(AttributeException.class, () -> files.checkPlug(plug(Map.of(attribute, List.of(path)))));
            assertTrue(e.getMessage().startsWith("plug \"docs\" of snap \"foo\": attribute \"" + attribute + "\": "), e.getMessage());
        }
    }

    @Test
    void aPlugThatNamesNothingIsRefused() {
        assertThrows(AttributeException.class, () -> files.checkPlug(plug(Map.of())));
        assertThrows(AttributeException.class, () -> files.checkPlug(plug(Map.of("read", List.of()))));
        assertThrows(AttributeException.class, () -> files.checkPlug(plug(Map.of("read", "/etc/foo"))));
        assertThrows(AttributeException.class, () -> files.checkPlug(plug(Map.of("read", List.of(1)))));
    }
}
