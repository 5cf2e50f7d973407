package cordon.iface.personalfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.AttributeException;
import cordon.testkit.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalFilesTest {
    private final Subject subject = Subject.of(new PersonalFiles());

    @Test
    void whatThePlugNamesIsOpenedWithWhatIsBelow() throws AttributeException {
        assertEquals(List.of("file: owner @{HOME}/.config/foo{,/,/**} rk", "file: owner @{HOME}/.foorc{,/,/**} rwkl"),
                subject.rules(Map.of("read", List.of("$HOME/.config/foo"), "write", List.of("$HOME/.foorc")), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "$HOME", "$HOME/", "$HOME/../etc/shadow", "$HOME/a/../b", "$HOME/.ssh/", "$HOME/snap", "$HOME/snap/other",
            "$HOME/*", "$HOME/.config/**", "$HOME/{a,b}", "$HOMER/x", "~/x", "$HOME/x r,\n/** rw", "$HOME/a b", "$HOME/@{PROC}", "$HOME//x",
            "$SNAP/x", ""})
    void whatIsNoSuchPathIsRefusedByName(String path) {
        for (String attribute : List.of("read", "write")) {
            AttributeException e = assertThrows(AttributeException.class, () -> subject.rules(Map.of(attribute, List.of(path)), Map.of()));
            assertTrue(e.getMessage().contains("attribute \"" + attribute + "\""), e.getMessage());
        }
    }
}
