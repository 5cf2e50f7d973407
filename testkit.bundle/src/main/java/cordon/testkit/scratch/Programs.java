package cordon.testkit.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs and keeps what they print. One that does not end is ended. */
final class Programs {
    private static final int LONGEST_SECONDS = 600;

    private Programs() {
    }

    static Answer run(Map<String, String> environment, List<String> command) throws ScratchException {
        String line = String.join(" ", command);
        try {
            Path out = Files.createTempFile("cordon-out-", "");
            Path err = Files.createTempFile("cordon-err-", "");
            try {
                ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                process.getOutputStream().close();
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new ScratchException("\"" + line + "\" does not end");
                }
                return new Answer(line, process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new ScratchException("cannot run \"" + line + "\": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScratchException("interrupted while \"" + line + "\" ran", e);
        }
    }
}
