package cordon.core.manage;

import cordon.api.snap.SecurityLabel;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Keeps launches of a command and changes of its profiles apart, so that no launch has one backend's profile of before a change and
 * another's of after it. Launches of other commands go on. Thread-safe.
 */
final class LaunchTurns {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<SecurityLabel, Integer> launching = new HashMap<>();
    private final Set<SecurityLabel> changing = new HashSet<>();

    /** Launches a command, once no change of it is under way. */
    <T> T launch(SecurityLabel label, LaunchGate.Passage<T> launch) throws CordonException {
        enter(label);
        try {
            return launch.run();
        } finally {
            leave(label);
        }
    }

    private synchronized void enter(SecurityLabel label) throws CordonException {
        try {
            while (changing.contains(label)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CordonException(Kind.CONFLICT, "cannot run " + label.text() + ": it was interrupted while its policy changed", e);
        }
        launching.merge(label, 1, Integer::sum);
    }

    private synchronized void leave(SecurityLabel label) {
        launching.computeIfPresent(label, (key, count) -> count == 1 ? null : count - 1);
        notifyAll();
    }

    /** A change of profiles. */
    @FunctionalInterface
    interface Change<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Changes commands, once no launch of them is under way. One that takes longer than ten seconds, on a home directory that
     * does not answer for example, is not waited for. One change at a time.
     */
    <T, E extends Exception> T change(Collection<SecurityLabel> labels, Change<T, E> change) throws E {
        begin(labels);
        try {
            return change.run();
        } finally {
            end(labels);
        }
    }

    private synchronized void begin(Collection<SecurityLabel> labels) {
        changing.addAll(labels);
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (long left = PATIENCE_NANOS; left > 0 && labels.stream().anyMatch(launching::containsKey); left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized void end(Collection<SecurityLabel> labels) {
        changing.removeAll(Set.copyOf(labels));
        notifyAll();
    }
}
