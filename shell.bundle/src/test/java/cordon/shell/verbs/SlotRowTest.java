package cordon.shell.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.core.Plugboard;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotRowTest {
    private static final Plugboard BOARD = new Plugboard(
            List.of(Fixture.plug("bar", "net", "network"), Fixture.plug("baz", "network", "network"), Fixture.plug("foo", "content", "content"),
                    Fixture.plug("foo", "home", "home"), Fixture.plug("foo", "network", "network"), Fixture.plug("foo", "x11", "x11")),
            List.of(Fixture.system("home"), Fixture.system("network"), Fixture.slot("lib", "content", "content")),
            List.of(Fixture.joint("bar", "net", "system", "network", false), Fixture.joint("baz", "network", "system", "network", false),
                    Fixture.joint("foo", "content", "lib", "content", false), Fixture.joint("foo", "network", "system", "network", false),
                    Fixture.joint("foo", "x11", "system", "x11", true)));

    @Test
    void theTableIsTheClassicOne() {
        List<String> lines = SlotRow.of(BOARD).stream().map(row -> row.slotText() + " | " + row.plugsText()).toList();
        assertEquals(List.of(":home | -", ":network | bar:net,baz,foo", "lib:content | foo", ":x11 | foo (suspended)", "- | foo:home"), lines);
    }

    @Test
    void aRowConcernsTheSnapsOfBothSides() {
        List<String> lib = SlotRow.of(BOARD).stream().filter(row -> row.concerns("lib")).map(SlotRow::slotText).toList();
        assertEquals(List.of("lib:content"), lib);
        List<String> bar = SlotRow.of(BOARD).stream().filter(row -> row.concerns("bar")).map(SlotRow::slotText).toList();
        assertEquals(List.of(":network"), bar);
    }
}
