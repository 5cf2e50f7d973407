package cordon.it;

import static org.junit.Assert.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A confined shell that runs on and carries out a line at a time. Its command executes {@code sh} with the arguments that it is given. */
final class Shell implements AutoCloseable {
    private static final String LOOP = "while read -r line; do (eval \"$line\") 2>&1 | tail -n 1 | grep . || echo done; done";

    private final Process process;
    private final BufferedReader answers;

    /** Starts it, and waits until it answers. @param command SNAP.APP */
    Shell(Daemon daemon, String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(daemon.command("run", command, "-c", LOOP));
        builder.environment().putAll(daemon.environment());
        process = builder.redirectErrorStream(true).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("done", ask("true"));
    }

    /** The last line that it prints, of an error only why; {@code done} when it prints nothing. */
    String ask(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return String.valueOf(answers.readLine()).replaceFirst(".*: ", "");
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        while (answers.readLine() != null) {
            // What it prints when it ends is nobody's.
            continue;
        }
    }
}
