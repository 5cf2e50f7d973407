package cordon.backend.seccomp;

import cordon.linux.Fd;
import cordon.linux.Io;
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
            if (program.isEmpty()) {
                Paths.unlinkIfThere(dir, name);
                return;
            }
            String temporary = "." + name + ".new";
            // Left by a process that was killed here; only root can write in this directory.
            Paths.unlinkIfThere(dir, temporary);
            int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_NOFOLLOW;
            boolean renamed = false;
            try (Fd file = Paths.open(dir, temporary, flags, MODE, Paths.BENEATH)) {
                Io.write(file, program.get());
                Paths.rename(dir, temporary, dir, name, 0);
                renamed = true;
            } finally {
                if (!renamed) {
                    Paths.unlinkIfThere(dir, temporary);
                }
            }
        }
    }

    /** The directory of a profile. */
    static Fd directory(Path profile) throws LinuxException {
        return Paths.openRoot(profile.getParent().toString(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);
    }
}
