package cordon.core.manage;

import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets launches pass, many at once, and holds them up for the moment in which a snap is taken away: then each launch has either
 * begun, and is counted as running, or finds that there is nothing to launch. Thread-safe.
 */
final class LaunchGate {
    private static final long PATIENCE_SECONDS = 10;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** A launch, or what holds launches up. */
    @FunctionalInterface
    interface Passage<T> {
        T run() throws CordonException;
    }

    /** Runs a launch. */
    <T> T pass(Passage<T> launch) throws CordonException {
        lock.readLock().lock();
        try {
            return launch.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Runs something short while no launch is under way. @throws CordonException when a launch does not end in time */
    <T> T exclusively(String what, Passage<T> action) throws CordonException {
        try {
            if (!lock.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new CordonException(Kind.CONFLICT, "cannot " + what + ": a launch has been under way for " + PATIENCE_SECONDS
                        + " seconds; try again when it has ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CordonException(Kind.CONFLICT, "cannot " + what + ": it was interrupted", e);
        }
        try {
            return action.run();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
