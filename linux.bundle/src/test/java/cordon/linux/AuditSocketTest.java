package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditSocketTest {
    private static final int AUDIT_CONFIG_CHANGE = 1305;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A thread of the kernel tells it, and others' records may come before. */
    private static boolean hearsOfAChange(AuditSocket reader) throws LinuxException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean heard = false;
        while (!heard && System.nanoTime() < end) {
            heard = reader.receive(1000).stream().anyMatch(one -> one.type() == AUDIT_CONFIG_CHANGE && one.text().startsWith("audit("));
        }
        return heard;
    }

    private static AuditSocket control() throws LinuxException {
        try {
            AuditSocket socket = AuditSocket.control();
            socket.settings();
            return socket;
        } catch (LinuxException e) {
            assumeTrue(e.errno() != Errno.EPROTONOSUPPORT && e.errno() != Errno.EPERM && e.errno() != Errno.ECONNREFUSED,
                    "this kernel or container gives no audit subsystem: " + e.getMessage());
            throw e;
        }
    }

    @Test
    void settingsAreChangedAndPutBackAndTheGroupHearsOfIt() throws Exception {
        try (AuditSocket control = control(); AuditSocket reader = AuditSocket.reader()) {
            AuditSocket.Settings before = control.settings();
            assumeTrue(before.enabled() != 2, "the audit settings are locked until the next boot");
            reader.receive(0);
            try {
                control.set(new AuditSocket.Settings(1, before.rateLimit() + 1000));
                assertEquals(new AuditSocket.Settings(1, before.rateLimit() + 1000), control.settings());
                assertTrue(hearsOfAChange(reader));
            } finally {
                control.set(before);
            }
            assertEquals(before, control.settings());
        }
    }

    @Test
    void anAbsurdSettingIsRefusedAndChangesNothing() throws Exception {
        try (AuditSocket control = control()) {
            AuditSocket.Settings before = control.settings();
            assertThrows(LinuxException.class, () -> control.set(new AuditSocket.Settings(7, 0)));
            assertEquals(before, control.settings());
        }
    }
}
