package cordon.shell.control;

import cordon.api.launch.Exit;
import cordon.linux.Fd;
import cordon.linux.PeerCredentials;
import cordon.linux.UnixSocket;
import cordon.shell.stream.DescriptorInput;
import cordon.shell.stream.DescriptorStream;
import cordon.shell.verb.Caller;
import cordon.shell.verb.SignalRelay;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A client that connects: its request, and the verb. */
final class Connection extends ClientCall {
    private final Dispatcher dispatcher;
    private final Fd openFiles;

    /** The connection was taken from the limits, and is given back at the end. */
    Connection(UnixSocket socket, PeerCredentials peer, Surroundings surroundings, Dispatcher dispatcher, Fd openFiles) {
        super(socket, peer, surroundings);
        this.dispatcher = dispatcher;
        this.openFiles = openFiles;
    }

    @Override
    void serve() throws IOException {
        try (Request request = Request.read(socket(), this::take)) {
            Caller caller = request.caller(peer(), openFiles, signals());
            try (PrintStream out = stream(request.out()); PrintStream err = stream(request.err())) {
                answer(() -> dispatch(request, caller, out, err));
            }
        }
    }

    private Exit dispatch(Request request, Caller caller, PrintStream out, PrintStream err) {
        SignalRelay.Turn turn = signals().toThisThread();
        try {
            return dispatcher.dispatch(peer(), caller, request.body().arguments(), new DescriptorInput(request.in()), out, err);
        } finally {
            turn.close();
        }
    }

    private static PrintStream stream(Fd fd) {
        return new PrintStream(new DescriptorStream(fd), false, StandardCharsets.UTF_8);
    }
}
