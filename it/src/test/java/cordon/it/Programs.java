package cordon.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts programs and collects what they print. A program that does not end is ended, and the test fails. */
final class Programs {
    /** For those that hang. A build of a project, or a thousand launches, takes minutes on a machine that is slow or busy. */
    private static final int LONGEST_SECONDS = 1200;

    private Programs() {
    }

    static Result run(Map<String, String> environment, String input, String... command) {
        return run(environment, input, Arrays.asList(command));
    }

    static Result run(Map<String, String> environment, String input, List<String> command) {
        String line = String.join(" ", command);
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                FutureTask<String> out = reading(process.getInputStream());
                FutureTask<String> err = reading(process.getErrorStream());
                write(input, process.getOutputStream(), process);
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("does not end: " + line);
                }
                return new Result(line, process.exitValue(), out.get(LONGEST_SECONDS, TimeUnit.SECONDS), err.get(LONGEST_SECONDS, TimeUnit.SECONDS));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            throw new AssertionError("cannot read what it prints: " + line, e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("somebody whom it started keeps its output open: " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + line, e);
        }
    }

    /** One that ended before it had read all is judged by how it ended. */
    private static void write(String input, OutputStream to, Process whom) throws IOException, InterruptedException {
        try (to) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (!whom.waitFor(Until.SECONDS, TimeUnit.SECONDS)) {
                throw e;
            }
        }
    }

    /** Runs a program that must work, as part of a test's preparation. */
    static String need(String... command) {
        return run(Map.of(), "", command).succeeds().out();
    }

    /** The command, as another user and without supplementary groups. */
    static List<String> as(int uid, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--"));
        whole.addAll(command);
        return whole;
    }

    /** On a thread of its own: a pool that is shared has as many as the machine has processors, and who waits for a program may need them all. */
    private static FutureTask<String> reading(InputStream in) {
        FutureTask<String> task = new FutureTask<>(() -> {
            try (in) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        });
        Thread thread = new Thread(task, "reads");
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
