package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
    @Test
    void aDescriptorClosesOnceAndIsThenUnusable() throws Exception {
        boolean tried = false;
        // Another thread of the JVM may open a file just now, and get the number.
        for (int i = 0; i < 1000 && !tried; i++) {
            Fd fd = Memfd.create("test", new byte[0]);
            int number = fd.number();
            fd.close();
            assertThrows(IllegalStateException.class, fd::number);
            try (Fd next = Memfd.create("test", new byte[0])) {
                tried = next.number() == number;
                fd.close();
                assertTrue(Io.closeOnExec(next), "the second close left the next one alone");
            }
        }
        assertTrue(tried, "no number was given again");
    }

    @Test
    void aSharedDescriptorIsOpenUntilItsLastHolderCloses() throws Exception {
        Fd first = Memfd.create("test", "content".getBytes());
        Fd second = first.share();
        assertEquals(first.number(), second.number());
        assertThrows(IllegalStateException.class, first::release, "the other one would be left with a number of somebody else's");
        first.close();
        first.close();
        assertThrows(IllegalStateException.class, first::share);
        assertArrayEquals("content".getBytes(), Io.pread(second, 0, 100));
        Fd third = second.share();
        second.close();
        assertArrayEquals("content".getBytes(), Io.pread(third, 0, 100));
        int number = third.release();
        third.close();
        try (Fd released = Fd.of(number)) {
            assertArrayEquals("content".getBytes(), Io.pread(released, 0, 100), "who holds it alone can give it up");
        }
    }

    @Test
    void aMemoryFileIsReadFromItsStart() throws Exception {
        try (Fd file = Memfd.create("test", "content".getBytes()); Fd again = Memfd.reopen(file);
                Fd same = file.duplicate()) {
            assertArrayEquals("content".getBytes(), Io.readAll(file, 100));
            assertArrayEquals("content".getBytes(), Io.readAll(again, 100), "an offset of its own");
            assertEquals(0, Io.readAll(same, 100).length, "the offset is shared");
            assertArrayEquals("tent".getBytes(), Io.pread(same, 3, 100));
        }
    }

    @Test
    void aSealedFileCannotBeChanged() throws Exception {
        try (Fd file = Memfd.sealed("test", "content".getBytes())) {
            LinuxException e = assertThrows(LinuxException.class, () -> Io.write(file, new byte[1]));
            assertEquals(Errno.EPERM, e.errno());
        }
    }

    @Test
    void theEndIsNotMistakenForData() throws Exception {
        try (Pipe pipe = Pipe.open()) {
            Io.write(pipe.writeEnd(), new byte[] {1, 2});
            assertArrayEquals(new boolean[] {true}, Io.poll(-1, pipe.readEnd()));
            assertArrayEquals(new byte[] {1}, Io.readFully(pipe.readEnd(), 1));
            pipe.writeEnd().close();
            assertThrows(EOFException.class, () -> Io.readFully(pipe.readEnd(), 2));
            assertEquals(-1, Io.read(pipe.readEnd(), new byte[1], 0, 1));
        }
    }

    @Test
    void inputBeyondTheLimitIsRefused() throws Exception {
        try (Fd file = Memfd.create("test", new byte[101])) {
            assertEquals(Errno.EFBIG, assertThrows(LinuxException.class, () -> Io.readAll(file, 100)).errno());
        }
    }

    @Test
    void anEventfdIsReadableOnceNotified() throws Exception {
        try (Fd event = Io.eventfd()) {
            assertArrayEquals(new boolean[] {false}, Io.poll(0, event));
            Io.notify(event);
            Io.awaitReadable(event);
        }
    }

    @Test
    void aLockKeepsOthersOut() throws Exception {
        Path path = Files.createTempFile("cordon-lock", null);
        try (Fd two = Paths.openRoot(path.toString(), OpenFlags.O_RDWR)) {
            try (Fd one = Paths.openRoot(path.toString(), OpenFlags.O_RDWR)) {
                assertTrue(Io.lock(one, false));
                assertFalse(Io.lock(two, false));
            }
            assertTrue(Io.lock(two, false));
        } finally {
            Files.delete(path);
        }
    }

    @Test
    void thisProcessIsKnown() throws Exception {
        assertEquals(ProcessHandle.current().pid(), Self.pid());
        assertEquals(System.getProperty("os.version"), Self.kernelRelease());
        assertTrue(Self.limit(Self.RLIMIT_NOFILE).soft() > 0);
        assertEquals(100, Self.clockTicks());
        String status = Files.readString(Path.of("/proc/self/status"));
        assertTrue(status.contains(String.format("CapEff:\t%016x", Self.effectiveCapabilities())), status);
        try (Fd file = Memfd.create("test", new byte[0])) {
            assertFalse(Terminals.isTerminal(file));
        }
    }

    @Test
    void aTerminalHasTheSizeThatWasSet() throws Exception {
        try (Fd master = Paths.openRoot("/dev/ptmx", OpenFlags.O_RDWR | OpenFlags.O_NOCTTY)) {
            assertTrue(Terminals.isTerminal(master));
            Terminals.setSize(master, new Terminals.Size(50, 132));
            assertEquals(new Terminals.Size(50, 132), Terminals.size(master));
        }
    }

    @Test
    void thisProcessCanBeHiddenFromOthersOfItsUser() throws Exception {
        assumeTrue(Self.effectiveUid() == 0, "without root this JVM could not read its own /proc entries any more");
        Self.setNotDumpable();
        assertFalse(Self.dumpable());
    }

    @Test
    void errorsAreNamedAndExplained() {
        assertEquals("ENOENT", Errno.name(Errno.ENOENT));
        assertEquals("errno 4000", Errno.name(4000));
        assertEquals("cannot open /x: permission denied (EACCES)", new LinuxException("open /x", Errno.EACCES).getMessage());
    }
}
