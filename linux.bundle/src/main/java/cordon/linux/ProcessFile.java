package cordon.linux;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Files of {@code /proc/PID} (proc(5)) of processes that may end at any time. Stateless. */
public final class ProcessFile {
    private static final int LIMIT = 16 << 20;

    private ProcessFile() {
    }

    /**
     * The text of a file, a byte a character: what a process calls itself, and what it has mounted, can be any bytes.
     *
     * @param name below the process's directory, such as {@code status}
     * @return empty when there is no such process any more
     * @throws LinuxException when it cannot be read for another reason
     */
    public static Optional<String> read(int pid, String name) throws LinuxException {
        try (Fd file = Paths.openFollowing("/proc/" + pid + "/" + name, OpenFlags.O_RDONLY)) {
            return Optional.of(new String(Io.readAll(file, LIMIT), StandardCharsets.ISO_8859_1));
        } catch (LinuxException e) {
            // It can end between opening and reading, too.
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ESRCH) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
