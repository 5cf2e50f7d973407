package cordon.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreTwoSpacesApartAndLinesEndWithoutSpaces() {
        assertEquals(List.of("Name    Rev", "foo     x1", "foobar"), Table.of(0, false, "Name", "Rev").row("foo", "x1").row("foobar", "").lines());
    }

    @Test
    void aLineIsCutToTheTerminal() {
        assertEquals("aaaaaaaaaaaaaaaaaaa…", Table.of(20, false, "a".repeat(30)).lines().get(0));
    }

    @Test
    void theHeaderStandsOutOnATerminalOnly() {
        assertEquals("\033[1mName\033[0m", Table.of(0, true, "Name").lines().get(0));
        assertEquals("Name", Table.of(0, false, "Name").lines().get(0));
    }

    @Test
    void aCellCannotSpeakToTheTerminal() {
        assertEquals("a?[31mb?c?d", Table.printable("a\033[31mb\nc\u202ed"));
    }

    @Test
    void aTableOfAHeaderIsEmpty() {
        assertTrue(Table.of(0, false, "Name").isEmpty());
        assertTrue(Table.plain().isEmpty());
    }
}
