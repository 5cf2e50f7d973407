package cordon.core.launch;

import cordon.api.launch.Descriptor;
import cordon.linux.ChildProcess;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects processes that nobody waits for, with one thread for all of them, which exists while there are any. Thread-safe.
 */
final class Reaper implements AutoCloseable {
    private final Object lock = new Object();
    private final List<Left> left = new ArrayList<>();
    private Fd wake;
    private Thread thread;
    private boolean closed;

    /** A process whose owner let go of it, and what is to be done when it has ended. */
    private record Left(ChildProcess process, Fd pidfd, Runnable whenEnded) {
    }

    /**
     * Takes a process over.
     *
     * @return false when the reaper is closed or cannot watch it; the process is then still the caller's
     */
    boolean take(ChildProcess process, Runnable whenEnded) {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            try {
                if (wake == null) {
                    wake = Io.eventfd();
                }
                left.add(new Left(process, process.pidfd().duplicate(), whenEnded));
                Io.notify(wake);
            } catch (LinuxException e) {
                // No descriptor left. Its owner lets go of it then, and it is collected when the framework ends.
                return false;
            } catch (IllegalStateException e) {
                // Another thread has just collected it.
                return false;
            }
            if (thread == null) {
                thread = new Thread(this::watch, "cordon-reaper");
                thread.setDaemon(true);
                thread.start();
            }
            return true;
        }
    }

    private void watch() {
        List<Left> watched = next(List.of());
        while (!watched.isEmpty()) {
            Descriptor[] fds = new Descriptor[watched.size() + 1];
            fds[0] = wake;
            for (int i = 0; i < watched.size(); i++) {
                fds[i + 1] = watched.get(i).pidfd();
            }
            List<Left> ended = new ArrayList<>();
            try {
                boolean[] ready = Io.poll(-1, fds);
                if (ready[0]) {
                    Io.read(wake, new byte[Long.BYTES], 0, Long.BYTES);
                }
                for (int i = 0; i < watched.size(); i++) {
                    if (ready[i + 1]) {
                        ended.add(watched.get(i));
                    }
                }
            } catch (LinuxException e) {
                throw new UncheckedIOException("cannot wait for applications that run on", e);
            }
            for (Left each : ended) {
                each.process().poll();
                each.pidfd().close();
                each.whenEnded().run();
            }
            watched = next(ended);
        }
    }

    /** What is still to be watched; when there is nothing, this thread ends and a later one takes over. */
    private List<Left> next(List<Left> ended) {
        synchronized (lock) {
            left.removeAll(ended);
            if (closed || left.isEmpty()) {
                thread = null;
                return List.of();
            }
            return List.copyOf(left);
        }
    }

    /** Ends the thread. Processes run on. */
    @Override
    public void close() {
        stop();
    }

    /** Ends the thread. @return those that it had and has not collected */
    List<ChildProcess> stop() {
        Thread running;
        synchronized (lock) {
            closed = true;
            running = thread;
            if (wake != null) {
                try {
                    Io.notify(wake);
                } catch (LinuxException e) {
                    throw new UncheckedIOException("cannot stop the thread that collects applications", e);
                }
            }
        }
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (lock) {
            List<ChildProcess> had = left.stream().map(Left::process).toList();
            left.forEach(each -> each.pidfd().close());
            left.clear();
            if (wake != null) {
                wake.close();
                wake = null;
            }
            return had;
        }
    }
}
