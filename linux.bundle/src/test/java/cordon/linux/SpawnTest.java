package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.Exit;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SpawnTest {
    @Test
    void exitStatusAndDeathBySignalArrive() throws Exception {
        try (ChildProcess seven = shell("exit 7"); ChildProcess killed = shell("kill -9 $$")) {
            assertEquals(new Exit(7, 0), seven.await());
            assertEquals(new Exit(7, 0), seven.await());
            assertEquals(new Exit(0, Signals.KILL), killed.await());
        }
    }

    @Test
    void outputAndEnvironmentAreAsGiven() throws Exception {
        assertEquals("A=1\nB=\udc80x\n", output(List.of("/usr/bin/env"), List.of("A=1", "B=\udc80x"), List.of()));
    }

    @Test
    void aChildHoldsNoDescriptorButThoseNamed() throws Exception {
        try (Fd named = Memfd.create("named", new byte[] {1}); Fd leaky = Memfd.create("leaky", new byte[] {2})) {
            Io.setCloseOnExec(leaky, false);
            List<String> list = List.of("/bin/ls", "-l", "/proc/self/fd");
            String listing = output(list, List.of(), List.of(named.number()));
            assertTrue(listing.contains(named.number() + " -> /memfd:named"), listing);
            assertFalse(listing.contains("leaky"), listing);
            assertTrue(Io.closeOnExec(named), "the parent's flag stays");
            assertFalse(output(list, List.of(), List.of()).contains("memfd"));
            assertThrows(IllegalArgumentException.class, () -> output(list, List.of(), List.of(2)));
        }
    }

    @Test
    void standardDescriptorsMayBeSwapped() throws Exception {
        try (Pipe pipe = Pipe.open();
                // Output goes to what is error here, which is the same file as 2 but not 1 nor the pipe.
                ChildProcess child = Spawn.spawn("/bin/sh", List.of("sh", "-c",
                        "echo err >&2; [ /proc/self/fd/1 -ef /proc/$PPID/fd/2 ]"), List.of(), 0, 2,
                        pipe.writeEnd().number(), List.of())) {
            pipe.writeEnd().close();
            assertEquals("err\n", Text.decode(Io.readAll(pipe.readEnd(), 1000)));
            assertEquals(new Exit(0, 0), child.await());
        }
    }

    @Test
    void aChildLeadsASessionAndHasSignalsReset() throws Exception {
        String status = output(List.of("/bin/sh", "-c", "cat /proc/self/status; cut -d' ' -f1,6 /proc/$$/stat"), List.of(),
                List.of());
        assertTrue(status.contains("SigBlk:\t0000000000000000"), status);
        assertTrue(status.contains("SigIgn:\t0000000000000000"), status);
        String[] ids = status.substring(status.trim().lastIndexOf('\n') + 1).trim().split(" ");
        assertEquals(ids[0], ids[1]);
    }

    @Test
    void signalsReachTheGroup() throws Exception {
        try (Pipe pipe = Pipe.open();
                ChildProcess child = Spawn.spawn("/bin/sh", List.of("sh", "-c", "sleep 600 & echo; wait"), List.of(), 0,
                        pipe.writeEnd().number(), 2, List.of())) {
            pipe.writeEnd().close();
            Io.readFully(pipe.readEnd(), 1);
            child.signal(Signals.KILL);
            assertEquals(new Exit(0, Signals.KILL), child.await());
            // The end of the pipe comes when the last process of the group has gone.
            assertEquals(-1, Io.read(pipe.readEnd(), new byte[1], 0, 1));
            child.signal(Signals.KILL);
        }
    }

    @Test
    void anInterruptEndsTheWaitAndTheChildGoesOn() throws Exception {
        try (ChildProcess child = shell("sleep 600")) {
            AtomicReference<Throwable> seen = new AtomicReference<>();
            Thread waiter = new Thread(() -> seen.set(assertThrows(InterruptedException.class, child::await)));
            waiter.start();
            waiter.interrupt();
            waiter.join();
            assertTrue(seen.get() instanceof InterruptedException);
            assertTrue(child.poll().isEmpty());
            child.signal(Signals.KILL);
            assertEquals(Signals.KILL, child.await().signal());
        }
    }

    @Test
    void severalThreadsMayAwaitOneChild() throws Exception {
        try (ChildProcess child = shell("sleep 600")) {
            FutureTask<Exit> one = new FutureTask<>(child::await);
            FutureTask<Exit> two = new FutureTask<>(child::await);
            new Thread(one).start();
            new Thread(two).start();
            child.signal(Signals.TERM);
            assertEquals(new Exit(0, Signals.TERM), one.get());
            assertEquals(one.get(), two.get());
        }
    }

    @Test
    void aMissingProgramIsAnError() {
        LinuxException e = assertThrows(LinuxException.class,
                () -> Spawn.spawn("/no/such", List.of("x"), List.of(), 0, 1, 2, List.of()));
        assertEquals(Errno.ENOENT, e.errno());
        assertEquals("cannot start /no/such: no such file or directory (ENOENT)", e.getMessage());
    }

    @Test
    void aChildLetGoIsNotWaitedFor() throws Exception {
        ChildProcess ended = shell("exit 0");
        Io.awaitReadable(ended.pidfd());
        ended.close();
        assertEquals(new Exit(0, 0), ended.await());
        try (Pipe pipe = Pipe.open()) {
            ChildProcess running = Spawn.spawn("/bin/cat", List.of("cat"), List.of(), pipe.readEnd().number(), 1, 2,
                    List.of());
            running.close();
            assertThrows(IllegalStateException.class, running::await);
        }
    }

    private static ChildProcess shell(String script) throws LinuxException {
        return Spawn.spawn("/bin/sh", List.of("sh", "-c", script), List.of(), 0, 1, 2, List.of());
    }

    private static String output(List<String> argv, List<String> env, List<Integer> inherited) throws Exception {
        try (Pipe pipe = Pipe.open(); ChildProcess child = Spawn.spawn(argv.get(0), argv, env, 0,
                pipe.writeEnd().number(), 2, inherited)) {
            pipe.writeEnd().close();
            String text = Text.decode(Io.readAll(pipe.readEnd(), 100_000));
            assertEquals(new Exit(0, 0), child.await());
            return text;
        }
    }
}
