package cordon.shell.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalRelayTest {
    private static final int INT = 2;
    private static final int USR1 = 10;
    private static final int TERM = 15;

    private final SignalRelay relay = new SignalRelay();
    private final List<Integer> program = new ArrayList<>();

    @Test
    void aProgramThatIsBeingStartedGetsWhatComesBeforeItsStarterKnowsIt() {
        SignalRelay.Turn verb = relay.toThisThread();
        SignalRelay.Turn hold = relay.hold();
        relay.deliver(USR1);
        relay.deliver(INT);
        assertFalse(Thread.interrupted(), "the one who starts it is interrupted");
        SignalRelay.Turn running = relay.to(program::add);
        assertEquals(List.of(USR1, INT), program);
        relay.deliver(TERM);
        assertEquals(List.of(USR1, INT, TERM), program);
        running.close();
        hold.close();
        verb.close();
        assertFalse(Thread.interrupted(), "a signal of the program's is somebody else's too");
    }

    @Test
    void whatNobodyStartedLeavesItsSignalsToTheOneBefore() {
        SignalRelay.Turn verb = relay.toThisThread();
        SignalRelay.Turn hold = relay.hold();
        relay.deliver(INT);
        hold.close();
        assertTrue(Thread.interrupted());
        assertEquals(INT, relay.cancelledBy());
        verb.close();
    }

    @Test
    void whatComesBeforeAnybodyTakesSignalsWaits() {
        relay.deliver(TERM);
        relay.to(program::add);
        assertEquals(List.of(TERM), program);
    }

    @Test
    void aTurnEndsWithTheOneBefore() {
        List<Integer> first = new ArrayList<>();
        relay.to(first::add);
        SignalRelay.Turn second = relay.to(program::add);
        relay.deliver(INT);
        second.close();
        relay.deliver(TERM);
        assertEquals(List.of(INT), program);
        assertEquals(List.of(TERM), first);
    }
}
