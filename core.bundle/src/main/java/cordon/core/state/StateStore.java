package cordon.core.state;

import cordon.core.DamagedSnap;
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
    private static final String INTENT = ".intent";

    private final Path root;

    /** @param root the directory of all state, which exists and which root alone can change */
    public StateStore(Path root) {
        this.root = root;
    }

    /**
     * What {@link #load} found.
     *
     * @param records  by name
     * @param damaged  the snaps whose records cannot be read
     * @param problems a line for each thing that is wrong besides
     */
    public record Loaded(List<SnapRecord> records, List<DamagedSnap> damaged, List<String> problems) {
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
        List<DamagedSnap> damaged = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (Fd directory = open()) {
            finish(directory, problems);
            for (String file : Paths.list(directory).stream().filter(StateStore::isRecord).sorted().toList()) {
                String name = file.substring(0, file.length() - SUFFIX.length());
                try {
                    SnapRecord snap = RecordText.read(AtomicFile.read(directory, file, RecordText.LIMIT));
                    if (!snap.name().equals(name)) {
                        throw new StateException("it is the record of \"" + snap.name() + "\"");
                    }
                    records.add(snap);
                } catch (StateException | LinuxException e) {
                    damaged.add(new DamagedSnap(name, root.resolve(DIRECTORY).resolve(file) + ": the record of snap \"" + name + "\" is damaged: "
                            + e.getMessage() + "; remove the snap, or repair the record and start the daemon anew"));
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

    /**
     * Replaces several records as one: what is to be written is noted first, and {@link #load} finishes what was cut short.
     *
     * @param before the records as they are, of the same snaps in the same order
     * @throws StateException when it cannot be; those of before are in place
     */
    public void write(List<SnapRecord> before, List<SnapRecord> after) throws StateException {
        if (after.size() == 1) {
            write(after.get(0));
            return;
        }
        int written = 0;
        try (Fd directory = open()) {
            AtomicFile.write(directory, INTENT, RecordText.writeAll(after), 0644);
            try {
                for (SnapRecord snap : after) {
                    AtomicFile.write(directory, snap.name() + SUFFIX, RecordText.write(snap), 0644);
                    written++;
                }
            } finally {
                for (int i = 0; i < written && written < after.size(); i++) {
                    AtomicFile.write(directory, before.get(i).name() + SUFFIX, RecordText.write(before.get(i)), 0644);
                }
                unlink(directory, INTENT);
            }
        } catch (LinuxException e) {
            throw new StateException(root.resolve(DIRECTORY) + ": " + e.getMessage(), e);
        }
    }

    /** Removes a record, if it is there. @throws StateException when it cannot be; it is in place */
    public void delete(String name) throws StateException {
        String file = name + SUFFIX;
        try (Fd directory = open()) {
            unlink(directory, file);
        } catch (LinuxException e) {
            throw new StateException(root.resolve(DIRECTORY).resolve(file) + ": " + e.getMessage(), e);
        }
    }

    /** A change of several records that was cut short: it was decided, so it is made. One that cannot be read never began. */
    private static void finish(Fd directory, List<String> problems) throws LinuxException {
        if (Paths.stat(directory, INTENT).isPresent()) {
            try {
                for (SnapRecord snap : RecordText.readAll(AtomicFile.read(directory, INTENT, RecordText.LIMIT))) {
                    AtomicFile.write(directory, snap.name() + SUFFIX, RecordText.write(snap), 0644);
                }
            } catch (StateException e) {
                problems.add(INTENT + ": a change that was cut short cannot be finished: " + e.getMessage());
            }
            unlink(directory, INTENT);
        }
    }

    private static void unlink(Fd directory, String file) throws LinuxException {
        try {
            Paths.unlink(directory, file, false);
            Io.fsync(directory);
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
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
