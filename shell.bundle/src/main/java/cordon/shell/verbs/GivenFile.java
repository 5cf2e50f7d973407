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
 * files of its own, and no message that quotes a file tells it more than it could read.
 */
final class GivenFile {
    private static final int LARGEST = 16 << 20;

    private GivenFile() {
    }

    /** @throws CordonException when there is no such file, or it is not the caller's */
    static Given of(Call call, String given) throws CordonException {
        try {
            if (given.equals("-")) {
                return new Given("standard input", Io.readAll(Fd.of(call.caller().in()), LARGEST));
            }
            Path path = Path.of(call.caller().directory()).resolve(given).normalize();
            try (Fd file = Paths.openRoot(path.toString(), OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY)) {
                Stat stat = Paths.stat(file);
                if (!stat.isRegular()) {
                    throw refused(given, "it is no regular file");
                }
                if (call.caller().uid() != 0 && stat.uid() != call.caller().uid()) {
                    throw refused(given, "it is not yours; pipe it in: \"-\" reads standard input");
                }
                return new Given(String.valueOf(path.getFileName()), Io.readAll(file, LARGEST));
            }
        } catch (InvalidPathException e) {
            throw refused(given, e.getReason());
        } catch (LinuxException e) {
            throw new CordonException(CordonException.Kind.INVALID, "cannot read \"" + given + "\": " + e.getMessage(), e);
        }
    }

    private static CordonException refused(String given, String why) {
        return new CordonException(CordonException.Kind.INVALID, "cannot read \"" + given + "\": " + why);
    }
}
