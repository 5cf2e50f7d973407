package cordon.shell.verb;

import cordon.api.launch.Started;
import cordon.linux.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Signals on their way from the caller to what runs for it: the thread that carries out a verb, a process, a shell. Those
 * that come before anybody takes them wait. Thread-safe.
 */
public final class SignalRelay {
    private static final Set<Integer> CANCELLING = Set.of(Signals.HUP, Signals.INT, Signals.QUIT, Signals.KILL, Signals.TERM);

    private final List<Integer> waiting = new ArrayList<>();
    private IntConsumer taker;
    private boolean ignored;
    private int cancelledBy = Signals.TERM;
    private Thread waiter;
    private int waitedFor;
    private boolean leaving;
    private boolean left;

    /** For as long as it is open, one taker has the signals; then the one before. */
    @FunctionalInterface
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** Signals that would end a program interrupt the calling thread, and others are ignored. */
    public Turn toThisThread() {
        Thread thread = Thread.currentThread();
        return to(signal -> {
            if (CANCELLING.contains(signal)) {
                cancelledBy = signal;
                thread.interrupt();
            }
        });
    }

    /**
     * Signals wait: what they are meant for is about to begin. A program may run before whoever starts it knows, and is sent signals as soon as it is
     * heard of. When nobody has taken them by the end, the taker before has them.
     */
    public synchronized Turn hold() {
        IntConsumer before = taker;
        taker = null;
        return () -> giveBack(before);
    }

    /** Signals are ignored from now on: the call ends the daemon itself, and nothing else ends the call. */
    public synchronized void ignore() {
        ignored = true;
        to(signal -> { });
    }

    /** Whether signals are ignored. */
    public synchronized boolean ignored() {
        return ignored;
    }

    /** Signals go to the process. */
    public Turn to(Started process) {
        return to(process::signal);
    }

    /** The same for a process that the calling thread begins to wait for, and that goes on when it is {@linkplain #leave() left}. */
    synchronized Turn toLeavable(Started process) {
        Turn turn = to(process);
        waiter = Thread.currentThread();
        waitedFor = process.pid();
        if (leaving) {
            leave();
        }
        return () -> {
            endWait();
            turn.close();
        };
    }

    /** It has ended, so it cannot be left any more. */
    private synchronized void endWait() {
        waiter = null;
        left = false;
    }

    /** Interrupts the thread that waits for a process which can be left, now or when it begins to wait. The process keeps the signals. */
    public synchronized void leave() {
        leaving = true;
        if (waiter != null) {
            left = true;
            waiter.interrupt();
        }
    }

    /** Asks the taker to end, unless it is a process that was left. */
    public synchronized void cancel() {
        if (!left) {
            deliver(Signals.TERM);
        }
    }

    /** The number of the process that was left. */
    public synchronized OptionalInt left() {
        return left ? OptionalInt.of(waitedFor) : OptionalInt.empty();
    }

    /** Signals go to the taker, which returns quickly. It is called by one thread at a time. */
    public synchronized Turn to(IntConsumer next) {
        IntConsumer before = taker;
        have(next);
        return () -> giveBack(before);
    }

    private void have(IntConsumer next) {
        taker = next;
        if (next != null) {
            waiting.forEach(next::accept);
            waiting.clear();
        }
    }

    private synchronized void giveBack(IntConsumer before) {
        if (!left) {
            have(before);
        }
    }

    /** A signal came. */
    public synchronized void deliver(int signal) {
        if (taker == null) {
            waiting.add(signal);
        } else {
            taker.accept(signal);
        }
    }

    /** The signal that interrupted the verb; SIGTERM when none did, because then the daemon stops. */
    public synchronized int cancelledBy() {
        return cancelledBy;
    }
}
