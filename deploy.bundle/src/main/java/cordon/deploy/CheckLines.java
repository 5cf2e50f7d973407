package cordon.deploy;

import cordon.core.CordonException;
import cordon.testkit.scratch.CheckResult;
import cordon.testkit.scratch.Checks;
import cordon.testkit.scratch.Sample;
import cordon.testkit.scratch.Scratch;
import cordon.testkit.scratch.ScratchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tries the check lines of a description in a scratch instance: a daemon of this distribution on a state root of its own. The code is the
 * conformance kit's, of which this bundle has a copy.
 */
final class CheckLines {
    private CheckLines() {
    }

    /**
     * A result for each line.
     *
     * @param distribution its directory
     * @param name         of the interface
     * @throws CordonException when no instance can be started, or the interface cannot be connected in it
     */
    static List<CheckResult> of(Path distribution, String name, byte[] text) throws CordonException {
        try {
            Path directory = Files.createTempDirectory("cordon-check-");
            Path file = directory.resolve(name + CandidateReader.YAML);
            try (Scratch scratch = Scratch.start(distribution)) {
                scratch.deploy(Files.write(file, text));
                return Checks.run(scratch, name, Sample.PLAIN);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException | ScratchException e) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot try the check lines of " + name + ": " + e.getMessage(), e);
        }
    }
}
