package cordon.backend.apparmor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.backend.StoredProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The machine's parser, compiling for the features that this bundle lists whatever the kernel. */
final class Compiling {
    /** A kernel without AppArmor. */
    static final Kernel WITHOUT = Kernel.at(Path.of("/nowhere"), Path.of("/nowhere"));

    private Compiling() {
    }

    static Parser parser() {
        Assumptions.assumeTrue(Parser.installed().isPresent(), "apparmor_parser is not installed");
        return Parser.installed().orElseThrow();
    }

    /** What the parser says of a profile; empty when it accepts it. */
    static String refusal(StoredProfile profile) throws IOException {
        Parser.Outcome outcome = parser().check(Workspace.of(WITHOUT, profile), profile.file());
        return outcome.succeeded() ? "" : outcome.output();
    }

    static CompiledProfile compile(StoredProfile profile) throws IOException {
        Workspace workspace = Workspace.of(WITHOUT, profile);
        Path binary = profile.file().resolveSibling("compiled");
        ProcessBuilder builder = new ProcessBuilder(parser().program().toString(), "--config-file=" + workspace.options(), "--base=" + workspace.directory(),
                "--kernel-features=" + workspace.features(), "--policy-features=" + workspace.features(), "--quiet", "--jobs=0", "--skip-kernel-load",
                "--skip-cache", "--ofile=" + binary, profile.file().toString()).inheritIO();
        try {
            assertEquals(0, builder.start().waitFor());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return new CompiledProfile(Files.readAllBytes(binary));
    }
}
