package cordon.iface.personalfiles;

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

class PersonalFilesTest {
    private final PersonalFiles files = new PersonalFiles();

    private static Plug plug(Map<String, Object> attributes) {
        SnapIdentity snap = new SnapIdentity("foo", "foo", "x1", "", SnapType.APP, Optional.empty(), Optional.empty());
        return new Plug(snap, "docs", "personal-files", Attributes.of("plug \"docs\" of snap \"foo\"", attributes), Set.of("bar"));
    }

    private List<String> rules(Map<String, Object> attributes) throws AttributeException {
        files.checkPlug(plug(attributes));
        Slot slot = new Slot(SnapIdentity.system(), "personal-files", "personal-files", Attributes.none(), Set.of());
        return files.connectedPlug(new Connection(plug(attributes), slot)).stream().map(s -> s.rule().text()).toList();
    }

    @Test
    void whatThePlugNamesIsOpenedWithWhatIsBelow() throws AttributeException {
        assertEquals(List.of("owner @{HOME}/.config/foo{,/,/**} rk", "owner @{HOME}/.foorc{,/,/**} rwkl"), rules(Map.of("read", List.of("$HOME/.config/foo"), "write", List.of("$HOME/.foorc"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "$HOME", "$HOME/", "$HOME/../etc/shadow", "$HOME/a/../b", "$HOME/.ssh/", "$HOME/snap", "$HOME/snap/other", "$HOME/*", "$HOME/.config/**", "$HOME/{a,b}", "$HOMER/x", "~/x", "$HOME/x r,\n/** rw", "$HOME/a b", "$HOME/@{PROC}", "$HOME//x", "$SNAP/x", ""})
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
        assertThrows(AttributeException.class, () -> files.checkPlug(plug(Map.of("read", "$HOME/.config/foo"))));
        assertThrows(AttributeException.class, () -> files.checkPlug(plug(Map.of("read", List.of(1)))));
    }
}
