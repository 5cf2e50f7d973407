package cordon.backend.mount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.Pipe;
import cordon.linux.Io;
import cordon.linux.UnixSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A pipe's end stands for a namespace: the other end tells when the kernel lets go of it. */
class EndingNamespacesTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static void send(EndingNamespaces ending, Pipe pipe) throws LinuxException {
        while (!sent(ending, pipe)) {
            // A place is open for a moment only, which on a slow machine may be over before anything is sent.
        }
        pipe.writeEnd().close();
    }

    private static boolean sent(EndingNamespaces ending, Pipe pipe) throws LinuxException {
        try (Fd place = ending.place(); UnixSocket socket = UnixSocket.of(place, UnixSocket.Type.SEQPACKET)) {
            socket.send(new byte[] {'N'}, List.of(pipe.writeEnd()));
            return true;
        } catch (LinuxException e) {
            assertEquals(Errno.EPIPE, e.errno());
            return false;
        }
    }

    private static void awaitEnd(Pipe pipe) {
        assertEquals(-1, (int) assertTimeoutPreemptively(LONG, () -> Io.read(pipe.readEnd(), new byte[1], 0, 1)));
    }

    @Test
    void whatIsSentIsKeptForAMomentAndThenLetGoOf() throws Exception {
        try (EndingNamespaces ending = new EndingNamespaces(); Pipe pipe = Pipe.open()) {
            send(ending, pipe);
            awaitEnd(pipe);
        }
    }

    @Test
    void itIsLetGoOfAtOnceWhenASnapIsForgotten() throws Exception {
        try (EndingNamespaces ending = new EndingNamespaces(); Pipe pipe = Pipe.open()) {
            send(ending, pipe);
            ending.end();
            awaitEnd(pipe);
        }
    }

    @Test
    void nothingIsKeptAfterTheBackendHasStopped() throws Exception {
        try (Pipe pipe = Pipe.open()) {
            EndingNamespaces ending = new EndingNamespaces();
            send(ending, pipe);
            ending.close();
            awaitEnd(pipe);
            assertThrows(RejectedExecutionException.class, ending::place);
        }
    }

    @Test
    void aLaunchThatStillHasAPlaceThatIsClosedIsToldSo() throws Exception {
        try (EndingNamespaces ending = new EndingNamespaces(); Pipe pipe = Pipe.open(); Fd place = ending.place()) {
            ending.end();
            LinuxException refused = assertThrows(LinuxException.class,
                    () -> UnixSocket.of(place, UnixSocket.Type.SEQPACKET).send(new byte[] {'N'}, List.of(pipe.writeEnd())));
            assertEquals(Errno.EPIPE, refused.errno());
        }
    }
}
