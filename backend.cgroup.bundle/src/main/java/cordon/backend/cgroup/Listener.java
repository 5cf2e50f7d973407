package cordon.backend.cgroup;

import cordon.api.launch.Descriptor;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import java.io.UncheckedIOException;

/** Does something whenever a descriptor is readable, in a thread of its own, which ends with {@link #close()}. */
final class Listener implements AutoCloseable {
    /** What is done; it reads what there is. */
    interface Task {
        void run() throws LinuxException;
    }

    private final Fd stop;
    private final Thread thread;

    /** Begins. @param source stays the caller's, and is closed after this */
    Listener(String name, Descriptor source, Task task) throws LinuxException {
        stop = Io.eventfd();
        thread = new Thread(() -> run(source, task), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Descriptor source, Task task) {
        try {
            while (!Io.poll(-1, stop, source)[0]) {
                task.run();
            }
        } catch (LinuxException e) {
            throw new UncheckedIOException("cannot listen any more: " + e.getMessage(), e);
        }
    }

    /** Whether it has not failed. */
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
        stop.close();
    }
}
