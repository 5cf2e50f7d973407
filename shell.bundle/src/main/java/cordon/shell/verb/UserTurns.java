package cordon.shell.verb;

import java.util.HashSet;
import java.util.Set;

/**
 * One turn for each user, for calls that everybody may make and that take much of the daemon's memory: many of them at once would leave
 * none to others. Thread-safe.
 */
public final class UserTurns {
    private final Set<Integer> taken = new HashSet<>();

    /** A turn that was taken; it ends when this is closed. */
    @FunctionalInterface
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes the user's turn, once nobody has it. */
    public synchronized Turn await(int uid) throws InterruptedException {
        while (!taken.add(uid)) {
            wait();
        }
        return () -> end(uid);
    }

    /** Takes the user's turn. @throws UsageException when one of his calls has it, with what is said of it */
    public synchronized Turn take(int uid, String refusal) throws UsageException {
        if (!taken.add(uid)) {
            throw new UsageException(refusal);
        }
        return () -> end(uid);
    }

    private synchronized void end(int uid) {
        taken.remove(uid);
        notifyAll();
    }
}
