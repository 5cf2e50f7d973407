package cordon.backend.seccomp;

import cordon.linux.AtomicFile;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The filter beside its profile, {@code LABEL.bin}: for people and their tools. It is replaced at once and not synced to the
 * disk: launches use the copy in memory, and a start of the framework compiles the profiles again. Stateless.
 */
final class DerivedFile {
    private static final String EXTENSION = ".bin";
    private static final int MODE = 0644;

    private DerivedFile() {
    }

    /** Makes the file hold the program; without one there is no file. */
    static void write(Path profile, Optional<byte[]> program) throws LinuxException {
        String name = profile.getFileName() + EXTENSION;
        try (Fd dir = directory(profile)) {
            if (program.isPresent()) {
                AtomicFile.replace(dir, name, program.get(), MODE);
            } else {
                Paths.unlinkIfThere(dir, name);
            }
        }
    }

    /** The directory of a profile. */
    static Fd directory(Path profile) throws LinuxException {
        return Paths.openRoot(profile.getParent().toString(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);
    }
}
