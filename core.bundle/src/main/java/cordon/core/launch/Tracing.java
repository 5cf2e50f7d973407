package cordon.core.launch;

import cordon.api.backend.Launch;
import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.Manner.Tracer;
import cordon.core.RunRequest;
import cordon.linux.ProcessStatus;
import cordon.linux.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a tracer beside a program that has stopped itself in its sandbox. The filter refuses ptrace(2), so the tracer is outside: in the
 * host's view, with the caller's own identity, no capability that he lacks, and no way to gain one. So whether he may trace is the kernel's to say, as for
 * any program of his.
 */
final class Tracing {
    private static final List<Path> PLACES = List.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"), Path.of("/bin"));
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int STEP_MILLIS = 5;
    private static final char STOPPED = 'T';

    private final PlanRunner runner;
    private final RunningApps running;
    private final Tracer tracer;

    Tracing(PlanRunner runner, RunningApps running, Tracer tracer) {
        this.runner = runner;
        this.running = running;
        this.tracer = tracer;
    }

    /** Where the tracer's program is. @throws CordonException when it is not installed */
    static Path find(Tracer tracer, String command) throws CordonException {
        return PLACES.stream().map(place -> place.resolve(tracer.program())).filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new CordonException(Kind.NOT_FOUND, "cannot trace " + command + ": there is no " + tracer.program()
                        + " on this machine; install the package " + tracer.program()));
    }

    /**
     * Starts the tracer, and lets the program go on under it.
     *
     * @param held a program that stops itself
     * @param user who traces it
     * @return both: it ends as the program ends, once the tracer has ended too
     * @throws CordonException when the tracer does not get hold of the program, which is ended
     */
    Started begin(Started held, RunRequest request, Launch.User user) throws CordonException {
        boolean traced = false;
        try {
            if (!awaitStop(held.pid())) {
                traced = true;
                return held; // Its launch failed, and it has said why.
            }
            Started beside = running.aside(runner.start(plan(held.pid(), request, user), request.stdio()));
            try {
                awaitTracer(held.pid(), beside, request.command());
                traced = true;
            } finally {
                if (!traced) {
                    beside.signal(Signals.KILL);
                    beside.close();
                }
            }
            if (tracer == Tracer.STRACE) {
                held.signal(Signals.CONT);
            }
            return new Pair(held, beside);
        } catch (IOException e) {
            throw new CordonException(Kind.SYSTEM, "cannot trace " + request.command() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CordonException(Kind.CONFLICT, "cannot trace " + request.command() + ": it was interrupted", e);
        } finally {
            if (!traced) {
                held.signal(Signals.KILL);
                held.close();
            }
        }
    }

    private LaunchPlan plan(int pid, RunRequest request, Launch.User user) throws CordonException {
        Path program = find(tracer, request.command());
        List<String> arguments = new ArrayList<>(List.of(program.toString()));
        arguments.addAll(tracer.arguments(pid));
        List<String> environment = AppEnvironment.lines(request.environment());
        return new LaunchPlan(List.of(new LimitStep.Umask(request.umask() & 0777),
                new LaunchStep.WorkingDirectory(request.directory(), "/", user.uid(), user.gid()),
                new LaunchStep.Credentials(user.uid(), user.gid(), user.groups(), user.uid() == 0 ? CapabilitySet.ALL : 0, true),
                new LaunchStep.Exec(program.toString(), arguments, environment)));
    }

    private static boolean awaitStop(int pid) throws IOException, InterruptedException {
        for (int waited = 0; waited < PATIENCE_MILLIS; waited += STEP_MILLIS) {
            Optional<ProcessStatus> status = ProcessStatus.of(pid).filter(process -> !process.hasEnded());
            if (status.isEmpty() || status.get().state() == STOPPED) {
                return status.isPresent();
            }
            Thread.sleep(STEP_MILLIS);
        }
        throw new IOException("it does not stop before its program begins");
    }

    private void awaitTracer(int pid, Started beside, String command) throws IOException, InterruptedException, CordonException {
        while (ProcessStatus.of(pid).filter(process -> process.tracer() == 0).isPresent()) {
            if (ProcessStatus.of(beside.pid()).filter(process -> !process.hasEnded()).isEmpty()) {
                throw new CordonException(Kind.CONFINEMENT, "cannot trace " + command + ": " + tracer.program()
                        + " does not get hold of it, for the reason that it printed; where kernel.yama.ptrace_scope is not 0, only root can trace (sudo)");
            }
            Thread.sleep(STEP_MILLIS);
        }
    }

    /** The program and its tracer. Signals are the program's: the tracer sees them come. */
    private record Pair(Started program, Started beside) implements Started {
        @Override
        public int pid() {
            return program.pid();
        }

        @Override
        public void signal(int number) {
            program.signal(number);
            if (number == Signals.KILL) {
                beside.signal(number);
            }
        }

        @Override
        public Exit await() throws InterruptedException {
            beside.await();
            program.signal(Signals.CONT); // gdb leaves a program stopped that was so when it came.
            return program.await();
        }

        @Override
        public void close() {
            program.close();
            beside.close();
        }
    }
}
