package cordon.backend.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.launch.LaunchPlan;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.linux.Io;
import cordon.linux.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that carries out a line at a time and answers with a line. */
final class Shell implements AutoCloseable {
    /** The answer is the last line that the command prints, or {@code done}. */
    static final String LOOP = "while read -r line; do (eval \"$line\") 2>&1 | tail -n 1 | grep . || echo done; done";

    private final Started process;
    private final Pipe input;
    private final Pipe output;

    private Shell(Started process, Pipe input, Pipe output) {
        this.process = process;
        this.input = input;
        this.output = output;
    }

    static Shell start(PlanRunner runner, LaunchPlan plan) throws Exception {
        Pipe input = Pipe.open();
        Pipe output = Pipe.open();
        int out = output.writeEnd().number();
        Started process = runner.start(plan, new PlanRunner.Stdio(input.readEnd().number(), out, out));
        input.readEnd().close();
        output.writeEnd().close();
        return new Shell(process, input, output);
    }

    String ask(String line) throws Exception {
        Io.write(input.writeEnd(), (line + "\n").getBytes(StandardCharsets.UTF_8));
        return answer();
    }

    /** The next line that it prints. */
    String answer() throws Exception {
        StringBuilder answer = new StringBuilder();
        byte[] one = new byte[1];
        while (Io.read(output.readEnd(), one, 0, 1) == 1 && one[0] != '\n') {
            answer.append((char) one[0]);
        }
        return answer.toString();
    }

    /** {@code done}, or what the kernel says. */
    String read(Path node) throws Exception {
        return ask("exec 3<" + node).replaceFirst(".*: ", "");
    }

    String write(Path node) throws Exception {
        return ask("exec 3>>" + node).replaceFirst(".*: ", "");
    }

    void assertReads(Path node) throws Exception {
        assertEquals("done", read(node));
    }

    void assertRefused(Path node) throws Exception {
        assertEquals("Operation not permitted", read(node));
    }

    int pid() {
        return process.pid();
    }

    @Override
    public void close() {
        input.close();
        try {
            process.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a test is not interrupted", e);
        }
        process.close();
        output.close();
    }
}
