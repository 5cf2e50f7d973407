package cordon.shell.verb;

import cordon.api.launch.Started;
import cordon.linux.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Signals on their way from the caller to what runs for it: a process, or the thread that carries out a verb. Those that
 * come before a process is there wait for it. Thread-safe.
 */
public final class SignalRelay {
    private static final Set<Integer> CANCELLING = Set.of(Signals.HUP, Signals.INT, Signals.QUIT, Signals.KILL, Signals.TERM);

    private final List<Integer> waiting = new ArrayList<>();
    private Started process;
    private Thread verb;
    private int cancelledBy = Signals.TERM;

    /** From now on, signals that would end a program interrupt the calling thread, and others are ignored. */
    public synchronized void toThisThread() {
        process = null;
        verb = Thread.currentThread();
        List<Integer> early = List.copyOf(waiting);
        waiting.clear();
        early.forEach(this::deliver);
    }

    /** From now on signals go to the process; those that came before, too. */
    public synchronized void to(Started started) {
        process = started;
        verb = null;
        waiting.forEach(started::signal);
        waiting.clear();
    }

    /** Nobody is there any more. */
    public synchronized void toNobody() {
        process = null;
        verb = null;
    }

    /** A signal came. */
    public synchronized void deliver(int signal) {
        if (process != null) {
            process.signal(signal);
        } else if (verb == null) {
            waiting.add(signal);
        } else if (CANCELLING.contains(signal)) {
            cancelledBy = signal;
            verb.interrupt();
        }
    }

    /** The signal that interrupted the verb; SIGTERM when none did, because then the daemon stops. */
    public synchronized int cancelledBy() {
        return cancelledBy;
    }
}
