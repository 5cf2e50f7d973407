package cordon.backend.cgroup;

import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.Uevents;
import java.io.UncheckedIOException;

/** Has the groups looked at again when a device came, went or changed: one thread, which ends with {@link #close()}. */
final class Follower implements AutoCloseable {
    private final Uevents events;
    private final Fd stop;
    private final Thread thread;

    /** Listens from here on: what comes while the caller goes on is not lost. @param follow what to do */
    Follower(Runnable follow) throws LinuxException {
        events = Uevents.open();
        boolean complete = false;
        try {
            stop = Io.eventfd();
            complete = true;
        } finally {
            if (!complete) {
                events.close();
            }
        }
        thread = new Thread(() -> run(follow), "cordon-uevents");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Runnable follow) {
        try {
            while (!Io.poll(-1, stop, events.descriptor())[0]) {
                if (events.drain()) {
                    follow.run();
                }
            }
        } catch (LinuxException e) {
            throw new UncheckedIOException("cannot listen to the kernel's messages about devices: " + e.getMessage(), e);
        }
    }

    /** Whether devices are still followed. */
    boolean listens() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        try {
            Io.notify(stop);
            thread.join();
        } catch (LinuxException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.close();
        stop.close();
    }
}
