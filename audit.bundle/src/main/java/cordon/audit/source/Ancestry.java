package cordon.audit.source;

import cordon.linux.Fd;
import cordon.linux.ForkEvents;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who began which process while somebody follows: a child that has ended when its record is read is in no list any more, and the kernel told of its beginning before.
 * Where the kernel does not tell, nothing is known. A thread of its own takes down what comes; it ends with {@link #close()}. Thread-safe.
 */
public final class Ancestry implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Ancestry.class.getName());
    private static final int REMEMBERED = 50_000;

    private final Map<Integer, Integer> parents = new LinkedHashMap<>();
    private final ForkEvents events;
    private final Fd stop;
    private final Thread thread;

    private Ancestry(ForkEvents events, Fd stop) {
        this.events = events;
        this.stop = stop;
        this.thread = events == null ? null : new Thread(this::run, "cordon-ancestry");
    }

    /** Takes down what comes from here on. */
    public static Ancestry open() throws LinuxException {
        ForkEvents events;
        try {
            events = ForkEvents.open();
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.DEBUG, "whose children that have ended were is not known: " + e.getMessage(), e);
            return new Ancestry(null, null);
        }
        boolean complete = false;
        try {
            Ancestry ancestry = new Ancestry(events, Io.eventfd());
            ancestry.thread.setDaemon(true);
            ancestry.thread.start();
            complete = true;
            return ancestry;
        } finally {
            if (!complete) {
                events.close();
            }
        }
    }

    private void run() {
        try {
            while (!Io.poll(-1, stop, events.descriptor())[0]) {
                update();
            }
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.WARNING, "the beginnings of processes are not heard of any more: " + e.getMessage(), e);
        }
    }

    private synchronized void update() throws LinuxException {
        for (ForkEvents.Fork fork : events.drain()) {
            parents.remove(fork.child());
            parents.put(fork.child(), fork.parent());
            if (parents.size() > REMEMBERED) {
                parents.remove(parents.keySet().iterator().next());
            }
        }
    }

    /** Who began a process; 0 when that is not known. */
    synchronized int parent(int process) {
        try {
            if (events != null) {
                update();
            }
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.DEBUG, "the last processes are not known: " + e.getMessage(), e);
        }
        return parents.getOrDefault(process, 0);
    }

    @Override
    public void close() {
        if (events == null) {
            return;
        }
        try {
            Io.notify(stop);
            thread.join();
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.WARNING, "a thread that hears of processes goes on: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.close();
        stop.close();
    }
}
