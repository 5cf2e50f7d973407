package cordon.shell.control;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final long MEBIBYTE = 1L << 20;

    private final Limits limits = new Limits();

    @Test
    void oneUserCannotTakeAllConnections() {
        for (int i = 0; i < 256; i++) {
            assertTrue(limits.takeConnection(1000));
        }
        assertFalse(limits.takeConnection(1000));
        assertTrue(limits.takeConnection(1001));
        limits.give(1000, 0);
        assertTrue(limits.takeConnection(1000));
    }

    @Test
    void rootGetsInWhenUsersHoldAllThatTheyCan() {
        int taken = 0;
        for (int uid = 1000; uid < 1010; uid++) {
            while (limits.takeConnection(uid)) {
                taken++;
            }
        }
        assertTrue(taken < 1024, "users hold " + taken);
        assertTrue(limits.takeConnection(0));
    }

    @Test
    void memoryIsBoundedForEachUserAndForAll() {
        for (int uid = 1000; uid < 1003; uid++) {
            assertTrue(limits.takeConnection(uid));
            assertTrue(limits.takeConnection(uid));
        }
        assertTrue(limits.takeBytes(1000, 8 * MEBIBYTE));
        assertFalse(limits.takeBytes(1000, 1));
        assertTrue(limits.takeBytes(1001, 8 * MEBIBYTE));
        assertFalse(limits.takeBytes(1002, 1));
        limits.give(1000, 8 * MEBIBYTE);
        assertTrue(limits.takeBytes(1002, 4 * MEBIBYTE));
    }
}
