package cordon.core.install;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A package that a test makes: a good one, to be spoilt. */
final class TestPackage {
    private final Path directory;

    private TestPackage(Path directory) {
        this.directory = directory;
    }

    /** A snap {@code foo} with one command {@code bin/hello}. */
    static TestPackage in(Path parent) throws IOException {
        TestPackage made = new TestPackage(parent.resolve("package"));
        made.file("meta/snap.yaml", "name: foo\nversion: '1.0'\nsummary: s\ndescription: d\napps:\n  foo:\n    command: bin/hello\n");
        made.program("bin/hello");
        return made;
    }

    Path directory() {
        return directory;
    }

    Path path(String relative) throws IOException {
        Path path = directory.resolve(relative);
        Files.createDirectories(path.getParent());
        return path;
    }

    TestPackage file(String relative, String text) throws IOException {
        Files.writeString(path(relative), text);
        return this;
    }

    TestPackage program(String relative) throws IOException {
        file(relative, "#!/bin/sh\necho hello\n");
        Files.setPosixFilePermissions(path(relative), PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    TestPackage link(String relative, String target) throws IOException {
        Files.createSymbolicLink(path(relative), Path.of(target));
        return this;
    }

    /** The image of it, beside it. */
    Path image(String... options) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mksquashfs")), "mksquashfs (squashfs-tools) is not installed");
        Path image = directory.resolveSibling("foo.snap");
        Files.deleteIfExists(image);
        List<String> command = new ArrayList<>(List.of("/usr/bin/mksquashfs", directory.toString(), image.toString(), "-no-progress", "-quiet"));
        command.addAll(List.of(options));
        run(command.toArray(String[]::new));
        return image;
    }

    /** Runs a tool of the system and expects success. */
    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }
}
