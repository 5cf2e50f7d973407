package cordon.shell.control;

import cordon.api.launch.Exit;
import cordon.linux.Fd;
import cordon.linux.PeerCredentials;
import cordon.linux.Signals;
import cordon.linux.UnixSocket;
import cordon.shell.stream.DescriptorInput;
import cordon.shell.stream.DescriptorStream;
import cordon.shell.verb.Caller;
import cordon.shell.verb.SignalRelay;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** One client: its request, the verb, the signals meanwhile, and the last frame. Runs in one thread, with another for signals. */
final class Connection implements Runnable {
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final UnixSocket socket;
    private final PeerCredentials peer;
    private final Limits limits;
    private final Dispatcher dispatcher;
    private final Executor threads;
    private final Fd openFiles;
    private final Frames frames;
    private final SignalRelay signals = new SignalRelay();
    private long bytes;

    /** The connection was taken from the limits, and is given back at the end. */
    Connection(UnixSocket socket, PeerCredentials peer, Limits limits, Dispatcher dispatcher, Executor threads, Fd openFiles) {
        this.socket = socket;
        this.frames = new Frames(socket);
        this.peer = peer;
        this.limits = limits;
        this.dispatcher = dispatcher;
        this.threads = threads;
        this.openFiles = openFiles;
    }

    @Override
    public void run() {
        try (socket) {
            try (Request request = Request.read(socket, this::take)) {
                serve(request);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a request of user " + Integer.toUnsignedString(peer.uid()) + " is dropped", e);
        } finally {
            limits.give(peer.uid(), bytes);
        }
    }

    private boolean take(long wanted) {
        boolean fits = limits.takeBytes(peer.uid(), wanted);
        bytes = fits ? wanted : 0;
        return fits;
    }

    private void serve(Request request) throws IOException {
        Caller caller = request.caller(peer, openFiles, signals);
        FutureTask<Void> reader = new FutureTask<>(this::readFrames, null);
        threads.execute(reader);
        try (PrintStream out = stream(request.out()); PrintStream err = stream(request.err())) {
            send(dispatch(request, caller, out, err));
        } finally {
            socket.shutdown();
            await(reader);
        }
    }

    private Exit dispatch(Request request, Caller caller, PrintStream out, PrintStream err) {
        SignalRelay.Turn turn = signals.toThisThread();
        try {
            return dispatcher.dispatch(peer, caller, request.body().arguments(), new DescriptorInput(request.in()), out, err);
        } finally {
            turn.close();
        }
    }

    private static PrintStream stream(Fd fd) {
        return new PrintStream(new DescriptorStream(fd), false, StandardCharsets.UTF_8);
    }

    private void send(Exit exit) {
        try {
            frames.send(exit);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the client went before its command ended", e);
        }
    }

    /** Asks what runs here to end, as a shutdown of the system asks. */
    void cancel() {
        signals.deliver(Signals.TERM);
    }

    /** Whether the call ends the daemon, which then does not wait for it. */
    boolean endsTheDaemon() {
        return signals.ignored();
    }

    /** Until the connection ends. When the client ends it, it was killed, and so is what it stood for. */
    private void readFrames() {
        try {
            for (OptionalInt signal = frames.receive(); signal.isPresent(); signal = frames.receive()) {
                signals.deliver(signal.getAsInt());
            }
        } catch (EOFException e) {
            // The usual end: nothing is amiss.
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the connection broke", e);
        }
        signals.deliver(Signals.KILL);
    }

    private static void await(FutureTask<Void> reader) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            reader.get();
        } catch (ExecutionException e) {
            throw new IOException("the reader of signals failed", e.getCause());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
