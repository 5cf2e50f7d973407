package cordon.core.state;

import cordon.linux.AtomicFile;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The records on disk: {@code <root>/snaps/NAME.json}. A write is whole or has not happened, whenever the machine stops. Called
 * by one thread at a time.
 */
public final class StateStore {
    private static final String DIRECTORY = "snaps";
    private static final String SUFFIX = ".json";

    private final Path root;

    /** @param root the directory of all state, which exists and which root alone can change */
    public StateStore(Path root) {
        this.root = root;
    }

    /**
     * What {@link #load} found.
     *
     * @param records  by name
     * @param damaged  names of the snaps whose records cannot be read
     * @param problems a line for each of them, beginning with the file
     */
    public record Loaded(List<SnapRecord> records, List<String> damaged, List<String> problems) {
        /** Copies the lists. */
        public Loaded {
            records = List.copyOf(records);
            damaged = List.copyOf(damaged);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads all records. One that is damaged is left out, and stays as it is.
     *
     * @throws StateException when the directory cannot be read
     */
    public Loaded load() throws StateException {
        List<SnapRecord> records = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (Fd directory = open()) {
            for (String file : Paths.list(directory).stream().filter(StateStore::isRecord).sorted().toList()) {
                String name = file.substring(0, file.length() - SUFFIX.length());
                try {
                    SnapRecord snap = RecordText.read(AtomicFile.read(directory, file, RecordText.LIMIT));
                    if (!snap.name().equals(name)) {
                        throw new StateException("it is the record of \"" + snap.name() + "\"");
                    }
                    records.add(snap);
                } catch (StateException | LinuxException e) {
                    damaged.add(name);
                    problems.add(root.resolve(DIRECTORY).resolve(file) + ": the record of snap \"" + name + "\" is damaged: " + e.getMessage()
                            + "; the snap is left out until it is repaired or removed");
                }
            }
        } catch (LinuxException e) {
            throw new StateException(root.resolve(DIRECTORY) + ": " + e.getMessage(), e);
        }
        return new Loaded(records, damaged, problems);
    }

    /** Replaces a record, or makes it. @throws StateException when it cannot be; the old one is in place */
    public void write(SnapRecord snap) throws StateException {
        String file = snap.name() + SUFFIX;
        try (Fd directory = open()) {
            AtomicFile.write(directory, file, RecordText.write(snap), 0644);
        } catch (LinuxException e) {
            throw new StateException(root.resolve(DIRECTORY).resolve(file) + ": " + e.getMessage(), e);
        }
    }

    /** Removes a record, if it is there. @throws StateException when it cannot be; it is in place */
    public void delete(String name) throws StateException {
        String file = name + SUFFIX;
        try (Fd directory = open()) {
            Paths.unlink(directory, file, false);
            Io.fsync(directory);
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT) {
                throw new StateException(root.resolve(DIRECTORY).resolve(file) + ": " + e.getMessage(), e);
            }
        }
    }

    private static boolean isRecord(String file) {
        return file.endsWith(SUFFIX) && !file.startsWith(".");
    }

    private Fd open() throws LinuxException {
        try (Fd state = Paths.openAbsolute(root.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            return Paths.ensureDirectory(state, DIRECTORY, 0755);
        }
    }
}
