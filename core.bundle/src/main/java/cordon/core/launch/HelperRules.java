package cordon.core.launch;

import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.Landlock;
import cordon.linux.LandlockAccess;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.util.List;
import java.util.Optional;

/**
 * What the process that copies an application's data may open: the system's programs, and that data. The application may run
 * meanwhile and swap a directory for a link to what only its user can read; without this the copy would bring it that.
 */
final class HelperRules {
    private static final List<String> PROGRAMS = List.of("/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache");
    private static final long READ = LandlockAccess.EXECUTE | LandlockAccess.READ_FILE | LandlockAccess.READ_DIR;
    private static final int PATH = OpenFlags.O_PATH;

    private HelperRules() {
    }

    /**
     * A ruleset.
     *
     * @param data the application's directory
     * @return empty where the kernel has no Landlock: there the application itself can open what its user can
     */
    static Optional<Fd> of(Fd data) throws LinuxException {
        int abi = Landlock.abi();
        if (abi == 0) {
            return Optional.empty();
        }
        long handled = LandlockAccess.files(abi);
        Fd ruleset = Landlock.createRuleset(handled, 0, 0);
        boolean done = false;
        try {
            Landlock.addPath(ruleset, data, handled & ~(LandlockAccess.EXECUTE | LandlockAccess.MAKE_CHAR | LandlockAccess.MAKE_BLOCK));
            for (String program : PROGRAMS) {
                addProgram(ruleset, program);
            }
            done = true;
            return Optional.of(ruleset);
        } finally {
            if (!done) {
                ruleset.close();
            }
        }
    }

    private static void addProgram(Fd ruleset, String path) throws LinuxException {
        try (Fd file = Paths.openRoot(path, PATH)) {
            Landlock.addPath(ruleset, file, Paths.stat(file).isDirectory() ? READ : READ & LandlockAccess.OF_FILES);
        } catch (LinuxException e) {
            // Not every system has them all.
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }
}
