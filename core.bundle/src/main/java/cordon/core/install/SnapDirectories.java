package cordon.core.install;

import cordon.core.snapyaml.Names;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The directories below the state root that installing works in, opened by descriptor. */
final class SnapDirectories {
    private static final Pattern REVISION = Pattern.compile("x?[1-9][0-9]{0,8}");

    private final Path root;

    SnapDirectories(Path root) {
        this.root = root.toAbsolutePath();
    }

    Path root() {
        return root;
    }

    /** Opens a directory below the root, by names, and makes what is missing, with mode 0755. The caller closes it. */
    Fd ensure(String... names) throws LinuxException {
        Fd directory = Paths.openRoot(root.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
        for (String name : names) {
            try (Fd above = directory) {
                directory = Paths.ensureDirectory(above, name, 0755);
            }
        }
        return directory;
    }

    /** Opens a directory below the root; empty when it is not there. The caller closes it. */
    Optional<Fd> find(String relative) throws LinuxException {
        try (Fd directory = Paths.openRoot(root.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            return Optional.of(Paths.openDirectory(directory, relative));
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Removes an entry that may not be there, or a directory that may not be empty, in which case it stays. */
    static void removeEmpty(Fd directory, String name) throws LinuxException {
        try {
            Paths.unlink(directory, name, true);
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTEMPTY) {
                throw e;
            }
        }
    }

    /**
     * Names become parts of paths: only such as a snap and a revision can have.
     *
     * @throws IllegalArgumentException when one is none
     */
    static void checkNames(String name, String revision) {
        checkName(name);
        require(REVISION.matcher(revision).matches(), () -> "\"" + revision + "\" is no revision");
    }

    /** @throws IllegalArgumentException when no installed snap can have this name */
    static void checkName(String name) {
        require(Names.isInstance(name), () -> "\"" + name + "\" is no snap's name");
    }

    private static void require(boolean valid, Supplier<String> message) {
        if (!valid) {
            throw new IllegalArgumentException(message.get());
        }
    }
}
