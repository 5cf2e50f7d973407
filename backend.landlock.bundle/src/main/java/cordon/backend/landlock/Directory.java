package cordon.backend.landlock;

import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A directory of the application's view, opened beneath its root without following any link: a pattern is matched after links
 * were resolved, so that no part of a path that it matches is one. Used by one thread.
 */
final class Directory implements AutoCloseable {
    /** From here on a list of the directory is cheaper than to ask for names that are not there. */
    private static final int FEW = 4;
    /** More are not read: a user can have millions, and a ruleset holds fewer rules. */
    private static final int MOST = 4096;
    /** Never listed: it has a name for every process of the machine. */
    private static final List<String> PROCESSES = List.of("proc");

    private final Fd fd;
    private final Stat stat;
    private final List<String> path;
    private final Map<String, Optional<Directory>> children = new HashMap<>();
    private final TreeSet<String> lookedUp = new TreeSet<>();
    private Set<String> names;

    /** @param fd owned by the object from here on */
    Directory(Fd fd, List<String> path) throws LinuxException {
        this.fd = fd;
        this.path = List.copyOf(path);
        this.stat = Paths.stat(fd);
    }

    /** O_PATH; owned by this object. */
    Fd fd() {
        return fd;
    }

    /** As it was before any of its entries was looked up. */
    Stat stat() {
        return stat;
    }

    /** The components of its path. */
    List<String> path() {
        return path;
    }

    /** The path of an entry. */
    List<String> pathOf(String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    /** Its entries; of very many some. */
    Set<String> names() throws LinuxException {
        if (names == null) {
            names = new LinkedHashSet<>(Paths.list(fd, MOST));
        }
        return names;
    }

    /** Whether it may have more entries than {@link #names}. */
    boolean crowded() {
        return names != null && names.size() >= MOST;
    }

    /** A directory in it; empty when there is none. */
    Optional<Directory> child(String name) throws LinuxException {
        Optional<Directory> known = children.get(name);
        if (known == null) {
            Optional<Fd> opened = open(name, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);
            known = opened.isEmpty() ? Optional.empty() : Optional.of(new Directory(opened.get(), pathOf(name)));
            children.put(name, known);
        }
        return known;
    }

    /** Any entry that is no link, as O_PATH; the caller's. Empty when there is none. */
    Optional<Fd> entry(String name) throws LinuxException {
        return open(name, OpenFlags.O_PATH);
    }

    private Optional<Fd> open(String name, int flags) throws LinuxException {
        lookedUp.add(name);
        if (lookedUp.size() > FEW && !path.equals(PROCESSES) && !names().contains(name) && !crowded()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Paths.open(fd, name, flags, 0, Paths.BENEATH | OpenFlags.RESOLVE_NO_MAGICLINKS));
        } catch (LinuxException e) {
            return switch (e.errno()) {
                case Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP, Errno.EACCES, Errno.ENAMETOOLONG -> Optional.empty();
                default -> throw e;
            };
        }
    }

    /** Whether all its entries were looked at. */
    boolean listed() {
        return names != null;
    }

    /** The entries that were looked for. */
    Set<String> lookedUp() {
        return lookedUp;
    }

    /** The directories that were opened beneath. */
    Iterable<Directory> opened() {
        return children.values().stream().flatMap(Optional::stream).toList();
    }

    @Override
    public void close() {
        fd.close();
        opened().forEach(Directory::close);
    }
}
