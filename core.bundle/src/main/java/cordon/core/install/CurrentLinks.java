package cordon.core.install;

import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.Paths;
import cordon.linux.Stat;
import cordon.linux.Trees;
import java.util.Optional;

/** The links {@code <root>/snap/NAME/current}, which name the revision that is in use. */
final class CurrentLinks {
    private static final String NAME = "current";
    private final SnapDirectories directories;

    CurrentLinks(SnapDirectories directories) {
        this.directories = directories;
    }

    /** The revision that is current; empty when there is none. */
    Optional<String> of(String snap) throws LinuxException {
        Optional<Fd> found = directories.find("snap/" + snap);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Fd directory = found.get()) {
            Optional<Stat> link = Paths.stat(directory, NAME);
            return link.isPresent() && link.get().isSymlink() ? Optional.of(Paths.readLink(directory, NAME)) : Optional.empty();
        }
    }

    /** A link is made beside and renamed, so that there is one at every moment. */
    void set(String snap, Optional<String> revision) throws LinuxException {
        try (Fd directory = directories.ensure("snap", snap)) {
            if (revision.isPresent()) {
                String temporary = "." + NAME;
                Trees.remove(directory, temporary);
                Paths.symlink(revision.get(), directory, temporary);
                Paths.rename(directory, temporary, directory, NAME, 0);
            } else {
                Trees.remove(directory, NAME);
            }
            Io.fsync(directory);
        }
    }
}
