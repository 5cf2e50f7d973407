package cordon.shell.control;

import cordon.api.launch.Exit;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.PeerCredentials;
import cordon.linux.Signals;
import cordon.linux.UnixSocket;
import cordon.shell.verb.SignalRelay;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** One client, what is done for it, the signals meanwhile, and the last frame. Runs in one thread, with another for signals. */
abstract class ClientCall implements Runnable {
    private static final System.Logger LOG = System.getLogger(ClientCall.class.getName());

    private final UnixSocket socket;
    private final PeerCredentials peer;
    private final Limits limits;
    private final Surroundings surroundings;
    private final Frames frames;
    private final SignalRelay signals = new SignalRelay();
    private long bytes;

    /**
     * What all calls of a server share.
     *
     * @param threads for the signals
     * @param leaving is readable once the server stops and leaves its calls to another
     */
    record Surroundings(Limits limits, Executor threads, Fd leaving) {
    }

    /** The connection was taken from the limits, and is given back at the end. */
    ClientCall(UnixSocket socket, PeerCredentials peer, Surroundings surroundings) {
        this.socket = socket;
        this.peer = peer;
        this.limits = surroundings.limits();
        this.surroundings = surroundings;
        this.frames = new Frames(socket);
    }

    /** Does what is to be done, with {@link #answer}. */
    abstract void serve() throws IOException;

    /** What is done, and how it ended. */
    @FunctionalInterface
    interface Work {
        Exit carryOut();
    }

    @Override
    public final void run() {
        try {
            serve();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a request of user " + Integer.toUnsignedString(peer.uid()) + " is dropped", e);
        } finally {
            if (!isLeft()) {
                socket.close();
            }
            limits.give(peer.uid(), bytes);
        }
    }

    final UnixSocket socket() {
        return socket;
    }

    final PeerCredentials peer() {
        return peer;
    }

    final SignalRelay signals() {
        return signals;
    }

    final boolean take(long wanted) {
        boolean fits = limits.takeBytes(peer.uid(), wanted);
        bytes = fits ? wanted : 0;
        return fits;
    }

    /** Passes signals on while the work is done, and tells the client how it ended, unless the client is left to another server. */
    final void answer(Work work) throws IOException {
        FutureTask<Void> reader = new FutureTask<>(this::readFrames, null);
        surroundings.threads().execute(reader);
        try {
            Exit exit = work.carryOut();
            if (!isLeft()) {
                send(exit);
            }
        } finally {
            if (!isLeft()) {
                socket.shutdown();
            }
            await(reader);
        }
    }

    private void send(Exit exit) {
        try {
            frames.send(exit);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the client went before its command ended", e);
        }
    }

    /** Asks what runs here to end, as a shutdown of the system asks, unless it was left. */
    final void cancel() {
        signals.cancel();
    }

    /** Whether the call ends the daemon, which then does not wait for it. */
    final boolean endsTheDaemon() {
        return signals.ignored();
    }

    final boolean isLeft() {
        return signals.left().isPresent();
    }

    /** What another server needs to go on with, once this has run: the number of the process, and that of the socket's descriptor. */
    final Optional<Map.Entry<String, String>> left() {
        OptionalInt process = signals.left();
        return process.isEmpty() ? Optional.empty()
                : Optional.of(Map.entry(Integer.toString(process.getAsInt()), Integer.toString(socket.fd().release())));
    }

    /** Until the connection ends, or is left. When the client ends it, it was killed, and so is what it stood for. */
    private void readFrames() {
        try {
            OptionalInt signal;
            do {
                // One look at both: what the client sends from now on is for the server that comes after this.
                if (Io.poll(-1, surroundings.leaving(), socket.fd())[0]) {
                    return;
                }
                signal = frames.receive();
                signal.ifPresent(signals::deliver);
            } while (signal.isPresent());
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
