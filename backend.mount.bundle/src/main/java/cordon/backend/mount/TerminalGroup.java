package cordon.backend.mount;

import cordon.api.backend.BackendException;
import cordon.linux.LinuxException;
import cordon.linux.Self;
import cordon.linux.Users;
import java.util.OptionalInt;

/** The group that terminals belong to; asked for once. Thread-safe. */
final class TerminalGroup {
    /** Where the group database has none (Debian's and Red Hat's number). */
    private static final int USUAL = 5;

    private OptionalInt found = OptionalInt.empty();

    /** Its number; -1 for none: in the user namespace of an ordinary user's daemon there is no group but the user's own. */
    synchronized int group() throws BackendException {
        if (Self.effectiveUid() != 0) {
            return -1;
        }
        if (found.isEmpty()) {
            try {
                found = OptionalInt.of(Users.groupByName("tty").orElse(USUAL));
            } catch (LinuxException e) {
                throw new BackendException("cannot find the group of terminals: " + e.getMessage(), e);
            }
        }
        return found.getAsInt();
    }
}
