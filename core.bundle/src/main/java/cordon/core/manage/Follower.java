package cordon.core.manage;

/**
 * The thread that follows bundles as they come and go. It waits for a short silence first, so that the many bundles of a start, or of
 * an update, cost one pass and not one each. Ends with {@link #close}.
 */
final class Follower implements AutoCloseable {
    private static final long SILENCE_MILLIS = 10;
    private static final int SILENCES_MAX = 20;

    private final Runnable pass;
    private final Thread thread;
    private long wanted;
    private boolean closed;

    /** @param pass what to do after something changed */
    Follower(Runnable pass) {
        this.pass = pass;
        this.thread = new Thread(this::follow, "cordon-follower");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Something changed. Never waits. */
    synchronized void wake() {
        wanted++;
        notifyAll();
    }

    /** Ends the thread, and waits for a pass that is under way. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try {
            for (long done = 0; (done = next(done)) >= 0;) {
                pass.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Nobody interrupts this thread but to end it.
        }
    }

    /** Waits for a change and then for silence. Returns the changes up to now, or -1 at the end. */
    private synchronized long next(long done) throws InterruptedException {
        while (!closed && wanted == done) {
            wait();
        }
        long seen = done;
        for (int i = 0; !closed && seen != wanted && i < SILENCES_MAX; i++) {
            seen = wanted;
            wait(SILENCE_MILLIS);
        }
        return closed ? -1 : wanted;
    }
}
