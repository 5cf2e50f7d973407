package cordon.core.launch;

import cordon.api.backend.Launch;
import cordon.core.CordonException;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A user's home directory, held open.
 *
 * @param directory the directory ({@code O_PATH})
 * @param path      its path without any link, for it is what backends resolve
 */
record HomeDirectory(Fd directory, String path) implements AutoCloseable {
    private static final int FLAGS = OpenFlags.O_PATH | OpenFlags.O_DIRECTORY;

    /**
     * Opens it. Links on the way to it are the administrator's; the directory has to be the user's own.
     *
     * @throws CordonException when there is none, or it belongs to somebody else
     */
    static HomeDirectory open(Launch.User user) throws CordonException {
        if (!user.home().startsWith("/") || user.home().equals("/")) {
            throw unusable(user, "is no directory for data", null);
        }
        Fd directory = null;
        boolean done = false;
        try {
            String path = Path.of(user.home()).toString();
            try {
                directory = Paths.openAbsolute(path, FLAGS);
            } catch (LinuxException e) {
                if (e.errno() != Errno.ELOOP) {
                    throw e;
                }
                directory = Paths.openRoot(path, FLAGS);
                path = Files.readSymbolicLink(Path.of("/proc/self/fd/" + directory.number())).toString();
            }
            int owner = Paths.stat(directory).uid();
            if (owner != user.uid()) {
                throw unusable(user, "belongs to user " + Integer.toUnsignedString(owner), null);
            }
            done = true;
            return new HomeDirectory(directory, path);
        } catch (LinuxException e) {
            throw unusable(user, e.errno() == Errno.ENOENT ? "does not exist" : "cannot be opened (" + Errno.name(e.errno()) + ")", e);
        } catch (IOException e) {
            throw unusable(user, "cannot be found again: " + e.getMessage(), e);
        } finally {
            if (!done && directory != null) {
                directory.close();
            }
        }
    }

    private static CordonException unusable(Launch.User user, String why, IOException cause) {
        return new CordonException(CordonException.Kind.CONFLICT, "cannot run anything for " + user.name() + ": the home directory \"" + user.home() + "\" "
                + why + "; applications keep their data there: give the user a home directory of their own", cause);
    }

    @Override
    public void close() {
        directory.close();
    }
}
