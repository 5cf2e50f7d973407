package cordon.core.manage;

import java.time.Duration;

/**
 * The thread that follows bundles as they come and go, and what administrators write into the site's files, which nobody reports.
 * After a bundle it waits for a short silence first, so that the many of a start, or of an update, cost one pass and not one
 * each. Ends with {@link #close}.
 */
final class Follower implements AutoCloseable {
    private static final long SILENCE_MILLIS = 10;
    private static final int SILENCES_MAX = 20;

    private final Runnable pass;
    private final Duration look;
    private final Thread thread;
    private long wanted;
    private long done;
    private boolean closed;

    /**
     * @param pass what to do after something changed, or may have; it is cheap when nothing did
     * @param look how long to wait before looking at what nobody reports
     */
    Follower(Runnable pass, Duration look) {
        this.pass = pass;
        this.look = look;
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
            for (long changes = 0; (changes = next()) >= 0;) {
                pass.run();
                done(changes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Nobody interrupts this thread but to end it.
        }
    }

    private synchronized void done(long changes) {
        done = changes;
        notifyAll();
    }

    /** Waits until all that was reported before has been followed. */
    synchronized void settle() throws InterruptedException {
        while (!closed && done < wanted) {
            wait();
        }
    }

    /** Waits for a change and then for silence, or until it is time to look. Returns the changes up to now, or -1 at the end. */
    private synchronized long next() throws InterruptedException {
        if (!closed && wanted == done) {
            wait(look.toMillis());
        }
        long seen = done;
        for (int i = 0; !closed && seen != wanted && i < SILENCES_MAX; i++) {
            seen = wanted;
            wait(SILENCE_MILLIS);
        }
        return closed ? -1 : wanted;
    }
}
