package cordon.shell.control;

import cordon.api.launch.Started;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.PeerCredentials;
import cordon.linux.UnixSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

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
    private static final int LEFT_END_SECONDS = 60;

    private final UnixSocket listener;
    private final Fd openFiles;
    private final Fd leaving;
    private final Limits limits = new Limits();
    private final Dispatcher dispatcher;
    private final ThreadPoolExecutor threads;
    private final ClientCall.Surroundings surroundings;
    private final Thread acceptor;
    private final Set<ClientCall> open = ConcurrentHashMap.newKeySet();
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
        this.leaving = Io.eventfd();
        this.surroundings = new ClientCall.Surroundings(limits, threads, leaving);
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
        serve(socket, peer -> new Connection(socket, peer, surroundings, dispatcher, openFiles));
    }

    /**
     * Goes on with a call that another server left in this process.
     *
     * @param process that it waits for
     * @param socket  the number of the descriptor of its client, this server's from now on
     */
    void resume(Started process, int socket) {
        UnixSocket client = UnixSocket.of(Fd.of(socket), UnixSocket.Type.STREAM);
        serve(client, peer -> new ResumedCall(client, peer, surroundings, process));
    }

    private void serve(UnixSocket socket, Function<PeerCredentials, ClientCall> call) {
        boolean served = false;
        try {
            PeerCredentials peer = socket.peer();
            if (limits.takeConnection(peer.uid())) {
                served = start(call.apply(peer), peer);
            }
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.DEBUG, "a client went at once", e);
        } finally {
            if (!served) {
                socket.close();
            }
        }
    }

    private boolean start(ClientCall call, PeerCredentials peer) {
        try {
            open.add(call);
            threads.execute(() -> {
                try {
                    call.run();
                } finally {
                    open.remove(call);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, "there is no thread for a client", e);
            open.remove(call);
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

    /** Takes no more requests, lets calls that end by themselves end, and cancels the others. The call that ends the daemon goes on. A second close does nothing. */
    @Override
    public void close() {
        close(() -> { });
    }

    /**
     * The same, but programs that clients wait for go on, and the clients wait on.
     *
     * @return for the server that comes after this: by the number of each such process, the number of the descriptor of its client
     */
    Map<String, String> leave() {
        Set<ClientCall> calls = new HashSet<>();
        close(() -> {
            Io.notify(leaving);
            calls.addAll(open);
            calls.forEach(call -> call.signals().leave());
        });
        Map<String, String> left = new HashMap<>();
        for (ClientCall call : calls) {
            if (hasEnded(call)) {
                call.left().ifPresent(one -> left.put(one.getKey(), one.getValue()));
            }
        }
        return left;
    }

    /** A call whose program was left has nothing more to do, but its thread may wait for a processor. */
    private boolean hasEnded(ClientCall call) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LEFT_END_SECONDS);
        try {
            while (open.contains(call) && call.isLeft() && System.nanoTime() < deadline) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !open.contains(call);
    }

    /** What is done when no more calls come. */
    private interface Last {
        void act() throws LinuxException;
    }

    private synchronized void close(Last last) {
        if (closing) {
            return;
        }
        closing = true;
        try {
            listener.shutdown();
            acceptor.join();
            last.act();
            if (!awaitEnd(QUICK_END_MILLIS)) {
                open.forEach(ClientCall::cancel);
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
        leaving.close();
    }

    private boolean awaitEnd(int millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!open.stream().allMatch(ClientCall::endsTheDaemon)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }
}
