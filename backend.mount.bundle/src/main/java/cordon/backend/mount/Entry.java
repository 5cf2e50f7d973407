package cordon.backend.mount;

import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an entry of a directory is, links not followed.
 *
 * @param kind what it is
 * @param link the text of a link, else empty
 */
record Entry(Kind kind, String link) {
    /** As far as mounts tell them apart. */
    enum Kind {
        /** A directory. */ DIRECTORY,
        /** A symbolic link. */ LINK,
        /** Anything else: a file can be bound on it. */ FILE
    }

    /** All entries of a directory, by name. */
    static Map<String, Entry> of(Fd directory) throws LinuxException {
        Map<String, Entry> entries = new TreeMap<>();
        for (String name : Paths.list(directory)) {
            Optional<Entry> entry = of(directory, name);
            entry.ifPresent(found -> entries.put(name, found));
        }
        return entries;
    }

    /** All entries of a directory that an administrator chose. */
    static Map<String, Entry> of(String directory) throws LinuxException {
        try (Fd open = Paths.openRoot(directory, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            return of(open);
        }
    }

    private static Optional<Entry> of(Fd directory, String name) throws LinuxException {
        Optional<Stat> stat = Paths.stat(directory, name);
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        if (stat.get().isSymlink()) {
            return Optional.of(new Entry(Kind.LINK, Paths.readLink(directory, name)));
        }
        return Optional.of(new Entry(stat.get().isDirectory() ? Kind.DIRECTORY : Kind.FILE, ""));
    }
}
