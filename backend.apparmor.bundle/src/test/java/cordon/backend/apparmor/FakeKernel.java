package cordon.backend.apparmor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A directory like that of a kernel with AppArmor, and a parser that compiles nothing, says that it loaded, and counts. */
final class FakeKernel {
    private final Path directory;

    FakeKernel(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("features/network_v8/af_mask"));
        Files.writeString(directory.resolve(".replace"), "");
        Files.writeString(directory.resolve("profiles"), "");
        Files.writeString(directory.resolve("loads"), "");
        Path program = directory.resolve("parser");
        Files.writeString(program, """
                #!/bin/sh
                cd "%s"
                echo "$*" >>calls
                case " $* " in
                *" --replace "*)
                  echo load >>loads
                  [ ! -e refuse ] || { echo "no memory"; exit 1; }
                  for last; do :; done
                  echo "${last##*/} (enforce)" >>profiles ;;
                esac
                """.formatted(directory));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Kernel kernel() {
        return Kernel.at(directory, directory);
    }

    Parser parser() {
        return new Parser(directory.resolve("parser"), "version 3.0");
    }

    int loads() throws IOException {
        return Files.readAllLines(directory.resolve("loads")).size();
    }

    /** The arguments of each call so far. */
    List<String> calls() throws IOException {
        return Files.readAllLines(directory.resolve("calls"));
    }

    void refuse(boolean on) throws IOException {
        if (on) {
            Files.writeString(directory.resolve("refuse"), "");
        } else {
            Files.delete(directory.resolve("refuse"));
        }
    }

    void forget() throws IOException {
        Files.writeString(directory.resolve("profiles"), "");
    }
}
