package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.linux.UnixSocket.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketTest {
    @TempDir
    Path temp;

    @Test
    void descriptorsCrossWithTheData() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair(Type.SEQPACKET);
        try (UnixSocket here = pair.get(0); UnixSocket there = pair.get(1); Fd a = Memfd.create("a", "one".getBytes());
                Fd b = Memfd.create("b", "two".getBytes())) {
            here.send(new byte[] {42}, List.of(a, b));
            try (Received received = there.receive(100)) {
                assertArrayEquals(new byte[] {42}, received.data());
                assertEquals(2, received.descriptors().size());
                assertArrayEquals("two".getBytes(), Io.readAll(received.descriptors().get(1), 10));
                assertTrue(Io.closeOnExec(received.descriptors().get(0)));
            }
            here.shutdown();
            assertTrue(there.receive(100).end());
        }
    }

    @Test
    void aMessageThatDoesNotFitIsRefusedAndLeaksNothing() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair(Type.SEQPACKET);
        try (UnixSocket here = pair.get(0); UnixSocket there = pair.get(1); Fd a = Memfd.create("leak-test", new byte[1])) {
            here.send(new byte[100], List.of(a));
            assertEquals(Errno.EMSGSIZE, assertThrows(LinuxException.class, () -> there.receive(10)).errno());
            assertEquals(1, openNamed("leak-test"));
            assertThrows(IllegalArgumentException.class, () -> here.send(new byte[0], List.of(a)));
        }
    }

    @Test
    void aLongStreamArrivesWhole() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair(Type.STREAM);
        try (UnixSocket here = pair.get(0); UnixSocket there = pair.get(1)) {
            FutureTask<byte[]> read = started(() -> Io.readAll(there.fd(), 5_000_000));
            here.send(new byte[3_000_000], List.of());
            here.shutdown();
            assertEquals(3_000_000, read.get().length);
        }
    }

    @Test
    void thePeerIsWhoTheKernelSays() throws Exception {
        Path path = temp.resolve("s");
        try (UnixSocket listening = UnixSocket.listen(path, 0666, Type.STREAM);
                UnixSocket client = UnixSocket.connect(path, Type.STREAM); UnixSocket server = listening.accept()) {
            assertEquals(new PeerCredentials(Self.pid(), Self.uid(), Self.gid()), server.peer());
            server.peerPidfd().ifPresent(Fd::close);
            client.send(new byte[] {7}, List.of());
            assertArrayEquals(new byte[] {7}, server.receive(10).data());
            assertEquals(0666, mode(path));
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void shutdownWakesAThreadThatAccepts() throws Exception {
        try (UnixSocket listening = UnixSocket.listen(temp.resolve("s"), 0600, Type.STREAM)) {
            FutureTask<LinuxException> waiter = started(() -> assertThrows(LinuxException.class, listening::accept));
            listening.shutdown();
            assertEquals(Errno.EINVAL, waiter.get().errno());
        }
    }

    @Test
    void aLiveSocketIsNotReplacedAndADeadOneIs() throws Exception {
        Path path = temp.resolve("s");
        UnixSocket live = UnixSocket.listen(path, 0600, Type.STREAM);
        try (Fd descriptor = live.fd()) {
            LinuxException e = assertThrows(LinuxException.class, () -> UnixSocket.listen(path, 0600, Type.STREAM));
            assertEquals(Errno.EADDRINUSE, e.errno());
            UnixSocket.connect(path, Type.STREAM).close();
            assertTrue(Io.closeOnExec(descriptor));
        }
        // Closed without its path, as a killed process leaves it behind.
        try (UnixSocket next = UnixSocket.listen(path, 0600, Type.STREAM)) {
            UnixSocket.connect(path, Type.STREAM).close();
            live.close();
            assertTrue(Files.exists(path), "the name of the next one stays");
            assertTrue(Io.closeOnExec(next.fd()));
        }
    }

    @Test
    void anotherKindOfFileIsNotReplaced() throws Exception {
        Path path = Files.writeString(temp.resolve("s"), "mine");
        assertThrows(LinuxException.class, () -> UnixSocket.listen(path, 0600, Type.STREAM));
        assertEquals("mine", Files.readString(path));
    }

    @Test
    void aPathLongerThanAnAddressWorks() throws Exception {
        Path deep = Files.createDirectories(temp.resolve("d".repeat(100)).resolve("e".repeat(100)));
        Path path = deep.resolve("s");
        try (UnixSocket listening = UnixSocket.listen(path, 0600, Type.SEQPACKET)) {
            UnixSocket.connect(path, Type.SEQPACKET).close();
            listening.accept().close();
        }
    }

    private static long openNamed(String memfd) throws LinuxException {
        try (Fd fds = Paths.openFollowing("/proc/self/fd", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            long count = 0;
            for (String fd : Paths.list(fds)) {
                count += target(fds, fd).contains(memfd) ? 1 : 0;
            }
            return count;
        }
    }

    /** Another thread of the JVM may close one of its own between the listing and the look. */
    private static String target(Fd fds, String fd) throws LinuxException {
        try {
            return Paths.readLink(fds, fd);
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            return "";
        }
    }

    private static int mode(Path path) throws LinuxException {
        try (Fd dir = Paths.openRoot(path.getParent().toString(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            return Paths.stat(dir, path.getFileName().toString()).orElseThrow().permissions();
        }
    }

    private static <T> FutureTask<T> started(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task).start();
        return task;
    }
}
