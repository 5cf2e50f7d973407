package cordon.linux;

import com.sun.jna.Native;
import cordon.api.launch.Exit;
import cordon.api.launch.Started;
import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import cordon.linux.internal.Syscall;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A child that {@link Spawn} started, held by a pidfd (pidfd_open(2), Linux 5.3; waitid(2) with P_PIDFD, Linux 5.4).
 * Thread-safe; several threads may await it. Only this child is ever collected, so that children of
 * {@link java.lang.Process} are left to the JDK.
 */
public final class ChildProcess implements Started {
    private static final int P_PID = 1;
    private static final int P_PIDFD = 3;
    private static final int WEXITED = 4;
    private static final int WNOHANG = 1;
    private static final int SIGINFO_SIZE = 128;
    // Offsets in siginfo_t for a child, on 64-bit architectures (sigaction(2)).
    private static final int SI_CODE = 8;
    private static final int SI_PID = 16;
    private static final int SI_STATUS = 24;
    private static final int CLD_EXITED = 1;
    private static final int TRACERS_TURN_MILLIS = 2;

    private final int pid;
    private final Fd pidfd;
    private final Object lock = new Object();
    private Exit exit;
    private boolean released;

    /** The child exists and is not collected, hence its number cannot have been given to another process. */
    ChildProcess(int pid) throws LinuxException {
        this.pid = pid;
        int fd = (int) Libc.syscall(Syscall.PIDFD_OPEN, pid, 0, 0, 0, 0);
        if (fd < 0) {
            LinuxException failure = Call.failure(() -> "open a descriptor for process " + pid);
            Libc.kill(pid, Signals.KILL);
            Libc.waitid(P_PID, pid, 0, WEXITED);
            throw failure;
        }
        this.pidfd = Fd.of(fd);
    }

    /** The pidfd is this object's from here on. */
    ChildProcess(int pid, Fd pidfd) {
        this.pid = pid;
        this.pidfd = pidfd;
    }

    /**
     * A child of this process that another object held until now, one of an earlier class loader maybe. It must not have been collected.
     *
     * @param pidfd of it, this object's from now on
     */
    public static ChildProcess takenOver(int pid, Fd pidfd) {
        return new ChildProcess(pid, pidfd);
    }

    @Override
    public int pid() {
        return pid;
    }

    /** The pidfd, readable once the child has ended. It stays this object's, which closes it when it collects the child. */
    public Fd pidfd() {
        return pidfd;
    }

    /** Lets go of the child for another to hold, who collects it, too, if it has ended. @return its pidfd; empty when it is collected or let go already */
    public Optional<Fd> handOver() {
        synchronized (lock) {
            if (exit != null || released) {
                return Optional.empty();
            }
            released = true;
            return Optional.of(pidfd);
        }
    }

    @Override
    public void signal(int number) {
        synchronized (lock) {
            if (released || collect() != null) {
                return;
            }
            // Not collected: the number, and with it the group's, is still the child's.
            if (Libc.kill(-pid, number) < 0 && Native.getLastError() == Errno.ESRCH) {
                Libc.syscall(Syscall.PIDFD_SEND_SIGNAL, pidfd.number(), number, 0, 0, 0);
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when the child was let go before it ended
     */
    @Override
    public Exit await() throws InterruptedException {
        for (Optional<Exit> end = ended(); ; end = ended()) {
            if (end.isPresent()) {
                return end.get();
            }
            // A process that is traced shows as ended before its tracer has seen the end, which comes first (ptrace(2)).
            Thread.sleep(TRACERS_TURN_MILLIS);
        }
    }

    private Optional<Exit> ended() throws InterruptedException {
        try (Fd own = ownPidfd()) {
            if (own != null) {
                Io.awaitReadable(own);
            }
        } catch (LinuxException e) {
            throw new UncheckedIOException("cannot wait for process " + pid + ": " + e.getMessage(), e);
        }
        synchronized (lock) {
            Optional<Exit> end = poll();
            if (end.isEmpty() && released) {
                throw letGo();
            }
            return end;
        }
    }

    /** How the child ended; empty while it runs, or when it was let go. Collects it when it has ended. */
    public Optional<Exit> poll() {
        synchronized (lock) {
            return Optional.ofNullable(released ? exit : collect());
        }
    }

    /** A copy for the waiting thread, so that {@link #close()} cannot give its number away meanwhile; null when collected. */
    private Fd ownPidfd() throws LinuxException {
        synchronized (lock) {
            if (exit != null) {
                return null;
            }
            if (released) {
                throw letGo();
            }
            return pidfd.duplicate();
        }
    }

    private IllegalStateException letGo() {
        return new IllegalStateException("process " + pid + " was let go before it ended");
    }

    private Exit collect() {
        if (exit != null) {
            return exit;
        }
        try (Block info = new Block(SIGINFO_SIZE)) {
            int number = pidfd.number();
            int result = Call.uninterrupted(() -> Libc.waitid(P_PIDFD, number, info.address(), WEXITED | WNOHANG));
            if (result < 0) {
                throw new UncheckedIOException(Call.failure(() -> "wait for process " + pid));
            }
            if (info.getInt(SI_PID) != 0) {
                int status = info.getInt(SI_STATUS);
                exit = info.getInt(SI_CODE) == CLD_EXITED ? new Exit(status, 0) : new Exit(0, status);
                pidfd.close();
            }
            return exit;
        }
    }

    /**
     * {@inheritDoc} A child that has ended is collected; one that runs on stays in the process table, once it has ended,
     * until this process ends too.
     */
    @Override
    public void close() {
        synchronized (lock) {
            if (exit == null && !released) {
                collect();
                released = true;
                pidfd.close();
            }
        }
    }
}
