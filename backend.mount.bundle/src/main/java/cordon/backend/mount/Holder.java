package cordon.backend.mount;

import cordon.api.backend.BackendException;
import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.Namespaces;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Pipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that has carried out steps and waits, so that what it has made can be taken hold of. Closing it ends the process.
 * Used by one thread.
 */
final class Holder implements AutoCloseable {
    private static final int LONGEST_MESSAGE = 4096;

    private final Started process;
    private final Fd go;

    private Holder(Started process, Fd go) {
        this.process = process;
        this.go = go;
    }

    /**
     * Starts the process and waits until its steps are done.
     *
     * @param purpose to follow "cannot"
     * @throws BackendException with what the process says when a step fails
     */
    static Holder start(PlanRunner runner, List<LaunchStep> steps, String purpose) throws BackendException, IOException {
        try (Pipe ready = Pipe.open(); Pipe messages = Pipe.open(); Fd nothing = Paths.openRoot("/dev/null", OpenFlags.O_RDWR)) {
            Pipe go = Pipe.open();
            Holder holder = null;
            boolean meets = false;
            try {
                List<LaunchStep> all = new ArrayList<>(steps);
                all.add(new LaunchStep.Rendezvous(ready.writeEnd(), go.readEnd()));
                Started process = runner.start(new LaunchPlan(all),
                        new PlanRunner.Stdio(nothing.number(), nothing.number(), messages.writeEnd().number()));
                holder = new Holder(process, go.writeEnd());
                messages.writeEnd().close();
                meets = Io.read(ready.readEnd(), new byte[1], 0, 1) == 1;
                if (!meets) {
                    String message = new String(Io.readAll(messages.readEnd(), LONGEST_MESSAGE), StandardCharsets.UTF_8).strip();
                    throw new BackendException("cannot " + purpose + ": " + (message.isEmpty() ? "the process ended" : message));
                }
                return holder;
            } finally {
                if (!meets) {
                    go.close();
                    if (holder != null) {
                        holder.close();
                    }
                }
            }
        }
    }

    /** The mount namespace of the process. */
    Fd namespace() throws LinuxException {
        return Namespaces.open(process.pid(), "mnt");
    }

    /** The root directory of the process, as an O_PATH descriptor. */
    Fd root() throws LinuxException {
        return rootOf(process.pid());
    }

    /** The root directory of a process, as an O_PATH descriptor; the kernel's link leads there whatever the path says. */
    static Fd rootOf(int pid) throws LinuxException {
        try (Fd proc = Paths.openRoot("/proc", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            return Paths.open(proc, pid + "/root", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY, 0, 0);
        }
    }

    @Override
    public void close() {
        go.close();
        boolean interrupted = false;
        Exit exit = null;
        while (exit == null) {
            try {
                exit = process.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        process.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
