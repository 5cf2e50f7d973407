package cordon.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A snap that a test writes: a directory with a {@code meta/snap.yaml} and files. */
final class SnapSource {
    private final Path directory;

    private SnapSource(Path directory) {
        this.directory = directory;
    }

    static SnapSource in(Path parent, String name) {
        SnapSource source = new SnapSource(parent.resolve(name));
        try {
            Files.createDirectories(source.directory.resolve("meta"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return source;
    }

    /** One with a command {@code sh}, a shell, and these plugs and slots. */
    static SnapSource shell(Path parent, String name, String endpoints) {
        return in(parent, name).yaml("name: " + name + "\nversion: '1'\nsummary: s\napps:\n  sh: {command: bin/sh}\n" + endpoints).script("bin/sh", "exec /bin/sh \"$@\"\n");
    }

    SnapSource yaml(String text) {
        return file("meta/snap.yaml", text, "rw-r--r--");
    }

    SnapSource script(String path, String text) {
        return file(path, "#!/bin/sh\n" + text, "rwxr-xr-x");
    }

    SnapSource file(String path, String text, String mode) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Path directory() {
        return directory;
    }

    String path() {
        return directory.toString();
    }

    /** A {@code .snap} of it. */
    String squashed() {
        Path file = directory.resolveSibling(directory.getFileName() + ".snap");
        Programs.need("mksquashfs", path(), file.toString(), "-noappend", "-all-root", "-no-progress", "-quiet");
        return file.toString();
    }
}
