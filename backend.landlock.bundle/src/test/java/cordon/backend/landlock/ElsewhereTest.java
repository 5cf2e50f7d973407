package cordon.backend.landlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where rules lead in the tree of the host. */
class ElsewhereTest {
    private static final Elsewhere PLACES = new Elsewhere(Map.of("/snap", "/state [1]/snap", "/var/snap", "/state [1]/var/snap"));

    private static List<String> parts(String pattern) {
        return PLACES.glob(pattern).parts().stream().map(Glob.Part::text).toList();
    }

    @Test
    void whatBeginsWithADirectoryThatIsElsewhereLeadsThere() {
        assertEquals(List.of("state [1]", "snap", "foo", "**"), parts("/snap/foo/**"));
        assertEquals(List.of("state [1]", "var", "snap"), parts("/var/snap/"));
        assertEquals(true, PLACES.glob("/var/snap/").directory());
    }

    @Test
    void nothingInThePlaceItselfIsAWildcard() {
        assertEquals(true, PLACES.glob("/snap/*").parts().get(0).literal());
        assertEquals(false, PLACES.glob("/snap/*").parts().get(2).literal());
    }

    @Test
    void allElseIsWhereItIs() {
        assertEquals(List.of("snaps", "x"), parts("/snaps/x"));
        assertEquals(List.of("var", "lib"), parts("/var/lib"));
        assertEquals(List.of("*", "foo"), parts("/*/foo"));
    }
}
