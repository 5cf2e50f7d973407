package cordon.shell.verbs;

import cordon.core.CordonException;
import cordon.core.Deployments.Given;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import cordon.shell.verb.Call;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Reads a file that a caller names, or its standard input for {@code -}. The daemon reads it, as root: so a caller who is not root gets only
 * files of its own, hears of no others whether they exist, and no message that quotes a file tells it more than it could read. What is no
 * such file is not opened: to open a device can start something, and to open a fifo wakes who waits for a reader.
 */
final class GivenFile {
    private GivenFile() {
    }

    /** @param largest how many bytes are read at most. @throws CordonException when there is no such file, or it is not the caller's */
    static Given of(Call call, String given, int largest) throws CordonException {
        try {
            if (given.equals("-")) {
                return new Given("standard input", Io.readAll(Fd.of(call.caller().in()), largest));
            }
            Path path = Path.of(call.caller().directory()).resolve(given).normalize();
            // Whoever has a lease of the file (F_SETLEASE) does not hold us up.
            try (Fd named = named(call, path, given); Fd file = Paths.reopen(named, OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY)) {
                return new Given(String.valueOf(path.getFileName()), Io.readAll(file, largest));
            }
        } catch (InvalidPathException e) {
            throw refused(given, e.getReason());
        } catch (LinuxException e) {
            throw new CordonException(CordonException.Kind.INVALID, "cannot read \"" + given + "\": " + e.getMessage(), e);
        }
    }

    private static Fd named(Call call, Path path, String given) throws LinuxException, CordonException {
        boolean isRoot = call.caller().uid() == 0;
        Fd named;
        try {
            named = Paths.openRoot(path.toString(), OpenFlags.O_PATH);
        } catch (LinuxException e) {
            if (isRoot) {
                throw e;
            }
            throw notYours(given);
        }
        boolean good = false;
        try {
            Stat stat = Paths.stat(named);
            if (!isRoot && stat.uid() != call.caller().uid()) {
                throw notYours(given);
            }
            if (!stat.isRegular()) {
                throw refused(given, "it is no regular file");
            }
            good = true;
            return named;
        } finally {
            if (!good) {
                named.close();
            }
        }
    }

    private static CordonException notYours(String given) {
        return refused(given, "there is no such file, or it is not yours; pipe it in: \"-\" reads standard input");
    }

    private static CordonException refused(String given, String why) {
        return new CordonException(CordonException.Kind.INVALID, "cannot read \"" + given + "\": " + why);
    }
}
