package cordon.audit.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cordon.core.CordonException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SinceTest {
    private static String since(String text) throws CordonException {
        return Since.parse(text, Instant.parse("2026-11-24T12:00:00Z"), ZoneId.of("Europe/Berlin")).toString();
    }

    @Test
    void peoplesNotationsAreUnderstood() throws CordonException {
        assertEquals("2026-11-24T11:50:00Z", since("10m"));
        assertEquals("2026-11-24T10:00:00Z", since("2h ago"));
        assertEquals("2026-11-23T23:00:00Z", since("today"));
        assertEquals("2026-11-22T23:00:00Z", since("yesterday"));
        assertEquals("2026-11-24T08:30:00Z", since("09:30"));
        assertEquals("2026-10-31T23:00:00Z", since("2026-11-01"));
        assertEquals("2026-11-01T13:30:05Z", since("2026-11-01 14:30:05"));
        assertEquals("2026-11-01T14:30:00Z", since("2026-11-01T14:30:00Z"));
    }

    @Test
    void whatIsNoTimeIsRefused() {
        for (String text : new String[] {"", "soon", "25:00", "2026-13-01", "10 fortnights", "\u001b[2J"}) {
            assertThrows(CordonException.class, () -> since(text), text);
        }
    }
}
