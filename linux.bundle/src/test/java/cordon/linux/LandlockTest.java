package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LandlockTest {
    @Test
    void eachAbiAddsItsRights() {
        assertEquals(0, LandlockAccess.files(0));
        assertEquals(0x1fff, LandlockAccess.files(1));
        assertEquals(0x3fff, LandlockAccess.files(2));
        assertEquals(0x7fff, LandlockAccess.files(3));
        assertEquals(0xffff, LandlockAccess.files(7));
        assertEquals(0, LandlockAccess.network(3));
        assertEquals(3, LandlockAccess.network(4));
        assertEquals(0, LandlockAccess.scopes(5));
        assertEquals(3, LandlockAccess.scopes(6));
    }

    @Test
    void aReasonIsGivenWhereThereIsNone() {
        assertEquals(Landlock.abi() == 0, Landlock.unavailableReason().isPresent());
    }

    @Test
    void aRulesetTakesWhatTheKernelCanHandle() throws Exception {
        int abi = abi();
        try (Fd ruleset = Landlock.createRuleset(LandlockAccess.files(abi), LandlockAccess.network(abi),
                LandlockAccess.scopes(abi)); Fd etc = Paths.openAbsolute("/etc", OpenFlags.O_PATH)) {
            Landlock.addPath(ruleset, etc, LandlockAccess.READ_FILE | LandlockAccess.READ_DIR);
            assertTrue(Io.closeOnExec(ruleset));
            if (LandlockAccess.network(abi) != 0) {
                Landlock.addPort(ruleset, 8080, LandlockAccess.NET_CONNECT_TCP);
            }
        }
    }

    @Test
    void rightsThatDoNotFitAreRefused() throws Exception {
        abi();
        assertErrno(Errno.EINVAL, () -> Landlock.createRuleset(1L << 60, 0, 0).close());
        try (Fd ruleset = Landlock.createRuleset(LandlockAccess.files(1), 0, 0);
                Fd file = Paths.openAbsolute("/etc/passwd", OpenFlags.O_PATH)) {
            assertErrno(Errno.EINVAL, () -> Landlock.addPath(ruleset, file, LandlockAccess.READ_DIR));
            assertErrno(Errno.EINVAL, () -> Landlock.addPath(ruleset, file, LandlockAccess.TRUNCATE));
            Landlock.addPath(ruleset, file, LandlockAccess.READ_FILE);
        }
    }

    private static int abi() {
        int abi = Landlock.abi();
        assumeTrue(abi > 0, () -> "no Landlock: " + Landlock.unavailableReason().orElse(""));
        return abi;
    }

    private static void assertErrno(int errno, Executable tried) {
        assertEquals(Errno.name(errno), Errno.name(assertThrows(LinuxException.class, tried).errno()));
    }
}
