package cordon.backend.kmod;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code modprobe} (modprobe(8)), which loads a module and those that it needs. What {@code modprobe.d} says of a module counts, so an administrator can
 * forbid one there; nothing of the daemon's environment does. Stateless; thread-safe.
 *
 * @param program where it is
 */
record Modprobe(Path program) {
    private static final List<Path> PLACES = List.of(Path.of("/sbin/modprobe"), Path.of("/usr/sbin/modprobe"));
    private static final int LONGEST_SECONDS = 60;
    private static final int LONGEST_OUTPUT = 1000;

    /** That of this machine. */
    static Optional<Modprobe> installed() {
        return PLACES.stream().filter(Files::isExecutable).findFirst().map(Modprobe::new);
    }

    /** Loads a module; one that is loaded or built in is no error. @return why it is not loaded */
    Optional<String> load(String module) {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "--", module).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"); // For the commands that modprobe.d may name.
        try {
            return ended(builder.start());
        } catch (IOException e) {
            return Optional.of(program + ": " + e.getMessage());
        }
    }

    private Optional<String> ended(Process process) throws IOException {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                return Optional.of(program + " does not end within " + LONGEST_SECONDS + " seconds");
            }
            String said = new String(process.getInputStream().readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8).strip().replace('\n', ' ');
            int status = process.exitValue();
            return status == 0 ? Optional.empty() : Optional.of(said.isEmpty() ? program + " ended with status " + status : said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        } finally {
            process.destroyForcibly();
        }
    }
}
