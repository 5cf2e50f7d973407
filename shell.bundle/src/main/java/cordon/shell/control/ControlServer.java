package cordon.shell.control;

import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.PeerCredentials;
import cordon.linux.UnixSocket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on the control socket (docs/PROTOCOL.md). Anybody can connect; who may do what is decided for each verb. */
final class ControlServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());
    private static final int MODE = 0666;
    /** Two for each connection that the limits allow. */
    private static final int THREADS = 2048;
    private static final int WARM_THREADS = 4;
    private static final int LOOK_MILLIS = 5;
    private static final int QUICK_END_MILLIS = 300;
    private static final int LAST_END_MILLIS = 2000;

    private final UnixSocket listener;
    private final Fd openFiles;
    private final Limits limits = new Limits();
    private final Dispatcher dispatcher;
    private final ThreadPoolExecutor threads;
    private final Thread acceptor;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /** Listens from now on. */
    ControlServer(Path path, Dispatcher dispatcher) throws LinuxException {
        this.dispatcher = dispatcher;
        this.openFiles = Paths.openRoot("/proc/" + ProcessHandle.current().pid() + "/fd", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);
        this.listener = UnixSocket.listen(path, MODE, UnixSocket.Type.STREAM);
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(WARM_THREADS, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "cordon-call-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.prestartAllCoreThreads();
        this.acceptor = new Thread(this::accept, "cordon-control");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept() {
        while (!closing) {
            try {
                serve(listener.accept());
            } catch (LinuxException e) {
                if (!closing) {
                    LOG.log(System.Logger.Level.WARNING, "cannot accept a connection", e);
                    pause();
                }
            }
        }
    }

    private void serve(UnixSocket socket) {
        boolean served = false;
        try {
            PeerCredentials peer = socket.peer();
            if (limits.takeConnection(peer.uid())) {
                served = start(new Connection(socket, peer, limits, dispatcher, threads, openFiles), peer);
            }
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.DEBUG, "a client went at once", e);
        } finally {
            if (!served) {
                socket.close();
            }
        }
    }

    private boolean start(Connection connection, PeerCredentials peer) {
        try {
            open.add(connection);
            threads.execute(() -> {
                try {
                    connection.run();
                } finally {
                    open.remove(connection);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, "there is no thread for a client", e);
            open.remove(connection);
            limits.give(peer.uid(), 0);
            return false;
        }
    }

    /** Out of descriptors, say: trying again at once would only use the processor. */
    private static void pause() {
        try {
            Thread.sleep(QUICK_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes no more requests, lets calls that end by themselves end, and cancels the others. The call that ends the daemon goes
     * on. A second close does nothing.
     */
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        try {
            listener.shutdown();
            acceptor.join();
            if (!awaitEnd(QUICK_END_MILLIS)) {
                open.forEach(Connection::cancel);
                awaitEnd(LAST_END_MILLIS);
            }
            threads.shutdown();
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot stop listening", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener.close();
        openFiles.close();
    }

    private boolean awaitEnd(int millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!open.stream().allMatch(Connection::endsTheDaemon)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }
}
