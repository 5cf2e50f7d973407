package cordon.shell.verb;

import cordon.api.launch.Exit;
import cordon.api.launch.Started;
import cordon.linux.Signals;

/** Somebody waits for a process, which has the signals of its caller meanwhile. For one thread. */
public final class Attendance {
    private final Started process;
    private final SignalRelay signals;
    private final SignalRelay.Turn turn;

    /**
     * From now on the process has the signals.
     *
     * @param process   is closed with the end of the wait, unless it is left
     * @param canBeLeft whether {@link SignalRelay#leave()} ends the wait and not the process
     */
    public Attendance(Started process, SignalRelay signals, boolean canBeLeft) {
        this.process = process;
        this.signals = signals;
        this.turn = canBeLeft ? signals.toLeavable(process) : signals.to(process);
    }

    /**
     * Waits until the process ends.
     *
     * @throws InterruptedException when it is left, and goes on for another to wait for; or when the thread is interrupted, as Ctrl-C in the Felix
     *                              shell does: the process is asked to end
     */
    public Exit await() throws InterruptedException {
        boolean left = false;
        try {
            return process.await();
        } catch (InterruptedException e) {
            left = signals.left().isPresent();
            if (!left) {
                process.signal(Signals.TERM);
            }
            throw e;
        } finally {
            if (!left) {
                turn.close();
                process.close();
            }
        }
    }
}
