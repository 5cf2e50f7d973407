package cordon.core.launch;

import cordon.api.backend.Launch;
import cordon.core.CordonException;

/** Who callers are. Thread-safe. */
@FunctionalInterface
interface Accounts {

    /**
     * The user of a number, in the group that the kernel says the caller has.
     *
     * @throws CordonException when nobody has this number, or name services fail
     */
    Launch.User user(int uid, int gid) throws CordonException;
}
