package cordon.shell.control;

import cordon.api.launch.Exit;
import cordon.api.launch.Started;
import cordon.linux.PeerCredentials;
import cordon.linux.UnixSocket;
import cordon.shell.verb.Attendance;
import java.io.IOException;

/** A call that the server before this one left: its program runs, and its client waits. */
final class ResumedCall extends ClientCall {
    private final Started process;

    /** The connection was taken from the limits, and is given back at the end. */
    ResumedCall(UnixSocket socket, PeerCredentials peer, Surroundings surroundings, Started process) {
        super(socket, peer, surroundings);
        this.process = process;
    }

    @Override
    void serve() throws IOException {
        answer(this::await);
    }

    private Exit await() {
        try {
            return new Attendance(process, signals(), true).await();
        } catch (InterruptedException e) {
            return new Exit(0, signals().cancelledBy());
        }
    }
}
