package cordon.core.exec;

import cordon.linux.LinuxException;
import cordon.linux.MountFlags;
import cordon.linux.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a set-user-ID program has the rights of its owner: that of temporary files may be mounted without (nosuid). */
final class SetUserIdPlace implements AutoCloseable {
    private final Path directory;

    /** Below a directory that everybody can enter. */
    SetUserIdPlace(Path parent) throws IOException {
        directory = Files.createDirectory(parent.resolve("set-user-id"));
        Mounts.mount("none", directory.toString(), "tmpfs", 0, "mode=0755");
    }

    /** A copy of a program, which has root's rights whoever starts it. */
    Path copy(Path program) throws IOException {
        Path copy = Files.copy(program, directory.resolve(program.getFileName()));
        Files.setAttribute(copy, "unix:mode", 04755);
        return copy;
    }

    @Override
    public void close() throws LinuxException {
        Mounts.unmount(directory.toString(), MountFlags.MNT_DETACH);
    }
}
