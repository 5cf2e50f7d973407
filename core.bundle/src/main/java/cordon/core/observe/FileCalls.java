package cordon.core.observe;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** System calls that name files, of 32-bit programs too, and where in their arguments (syscalls(2)). Looking at a file without opening it is not among them: no rule is about it. */
final class FileCalls {
    /** The directory of a path that is relative to the working directory. */
    static final int NO_DIRECTORY = -1;

    private static final Use OPENED = Use.AS_FLAGS_SAY;
    private static final Use EXECUTED = Use.EXECUTED;
    private static final Use CHANGED = Use.CHANGED;
    private static final Use NAMED = Use.NAMED;
    private static final Use MADE = Use.MADE;
    private static final Use REPLACED = Use.REPLACED;

    /** By name. */
    static final Map<String, List<Place>> ALL = Map.ofEntries(Map.entry("open", List.of(new Place(NO_DIRECTORY, 0, OPENED))), Map.entry("openat", List.of(new Place(0, 1, OPENED))),
            Map.entry("openat2", List.of(new Place(0, 1, OPENED))), Map.entry("creat", List.of(new Place(NO_DIRECTORY, 0, CHANGED))),
            Map.entry("execve", List.of(new Place(NO_DIRECTORY, 0, EXECUTED))), Map.entry("execveat", List.of(new Place(0, 1, EXECUTED))),
            Map.entry("truncate", List.of(new Place(NO_DIRECTORY, 0, CHANGED))), Map.entry("truncate64", List.of(new Place(NO_DIRECTORY, 0, CHANGED))), Map.entry("mkdir", List.of(new Place(NO_DIRECTORY, 0, MADE))),
            Map.entry("mkdirat", List.of(new Place(0, 1, MADE))), Map.entry("mknod", List.of(new Place(NO_DIRECTORY, 0, MADE))),
            Map.entry("mknodat", List.of(new Place(0, 1, MADE))), Map.entry("rmdir", List.of(new Place(NO_DIRECTORY, 0, NAMED))),
            Map.entry("unlink", List.of(new Place(NO_DIRECTORY, 0, NAMED))), Map.entry("unlinkat", List.of(new Place(0, 1, NAMED))),
            Map.entry("symlink", List.of(new Place(NO_DIRECTORY, 1, MADE))), Map.entry("symlinkat", List.of(new Place(1, 2, MADE))),
            Map.entry("link", List.of(new Place(NO_DIRECTORY, 1, MADE))), Map.entry("linkat", List.of(new Place(2, 3, MADE))),
            Map.entry("rename", List.of(new Place(NO_DIRECTORY, 0, NAMED), new Place(NO_DIRECTORY, 1, REPLACED))),
            Map.entry("renameat", List.of(new Place(0, 1, NAMED), new Place(2, 3, REPLACED))),
            Map.entry("renameat2", List.of(new Place(0, 1, NAMED), new Place(2, 3, REPLACED))),
            Map.entry("chmod", List.of(new Place(NO_DIRECTORY, 0, CHANGED))), Map.entry("fchmodat", List.of(new Place(0, 1, CHANGED))),
            Map.entry("chown", List.of(new Place(NO_DIRECTORY, 0, CHANGED))), Map.entry("chown32", List.of(new Place(NO_DIRECTORY, 0, CHANGED))),
            Map.entry("lchown32", List.of(new Place(NO_DIRECTORY, 0, NAMED))), Map.entry("utimensat_time64", List.of(new Place(0, 1, CHANGED))), Map.entry("lchown", List.of(new Place(NO_DIRECTORY, 0, NAMED))),
            Map.entry("fchownat", List.of(new Place(0, 1, CHANGED))), Map.entry("utimensat", List.of(new Place(0, 1, CHANGED))),
            Map.entry("connect", List.of(new Place(NO_DIRECTORY, 1, Use.CONNECTED))), Map.entry("bind", List.of(new Place(NO_DIRECTORY, 1, Use.BOUND))));
    /** Their names. */
    static final Set<String> NAMES = ALL.keySet();

    private FileCalls() {
    }

    /** What is done with the file. */
    enum Use {
        /** What the call's flags say. */
        AS_FLAGS_SAY,
        /** It is executed. */
        EXECUTED,
        /** It is written to, or its attributes are. */
        CHANGED,
        /** The name goes: a link is not followed. */
        NAMED,
        /** The name comes, where there is none. */
        MADE,
        /** The name comes, whether or not there is one. */
        REPLACED,
        /** Its address is that of a socket. */
        CONNECTED,
        /** Its address is that of a new socket. */
        BOUND
    }

    /**
     * Where a path is.
     *
     * @param directory which argument is the directory that it is relative to, or {@link #NO_DIRECTORY}
     * @param path      which argument it is
     */
    record Place(int directory, int path, Use use) {
    }
}
