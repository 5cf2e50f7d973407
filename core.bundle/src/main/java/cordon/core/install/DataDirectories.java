package cordon.core.install;

import cordon.core.CordonException;
import cordon.linux.Fd;
import cordon.linux.Paths;
import cordon.linux.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * System-wide data on the disk. The directories are root's, mode 0755. A copy for an upgrade is made where no application can
 * reach it and renamed into place, so that half a copy is never taken for data.
 */
public final class DataDirectories implements SnapData {
    private static final String STAGING = ".copy";
    private static final String COMMON = "common";

    private final SnapDirectories directories;

    /** @param root the directory of all state; it exists and is root's */
    public DataDirectories(Path root) {
        this.directories = new SnapDirectories(root);
    }

    @Override
    public Prepared prepare(String name, String revision, Optional<String> fromRevision) throws CordonException {
        SnapDirectories.checkNames(name, revision);
        fromRevision.ifPresent(from -> SnapDirectories.checkNames(name, from));
        Making making = new Making(name);
        boolean done = false;
        try (Fd snaps = directories.ensure("var", "snap")) {
            making.directory(snaps, name);
            try (Fd data = Paths.openDirectory(snaps, name)) {
                making.directory(data, COMMON);
                if (fromRevision.isPresent() && Paths.stat(data, fromRevision.get()).isPresent()) {
                    making.copy(data, fromRevision.get(), revision);
                }
                making.directory(data, revision);
            }
            done = true;
            return making;
        } catch (IOException | BadPackage e) {
            throw failure("make the data directories of " + name + " (" + revision + ")", e);
        } finally {
            if (!done) {
                making.undo();
            }
        }
    }

    @Override
    public void drop(String name, String revision) throws CordonException {
        SnapDirectories.checkNames(name, revision);
        remove("var/snap/" + name, revision, "remove the data of " + name + " (" + revision + ")");
    }

    @Override
    public void purge(String name) throws CordonException {
        SnapDirectories.checkName(name);
        remove("var/snap", name, "remove the data of " + name);
    }

    private void remove(String directory, String name, String doing) throws CordonException {
        try {
            Optional<Fd> found = directories.find(directory);
            if (found.isPresent()) {
                try (Fd parent = found.get()) {
                    Trees.remove(parent, name);
                }
            }
        } catch (IOException e) {
            throw failure(doing, e);
        }
    }

    private static CordonException failure(String doing, Exception e) {
        return new CordonException(CordonException.Kind.SYSTEM, "cannot " + doing + ": " + e.getMessage(), e);
    }

    /** What was made so far, newest first. */
    private final class Making implements Prepared {
        private final String snap;
        private final Deque<String> made = new ArrayDeque<>();
        private final List<String> warnings = new ArrayList<>();

        Making(String snap) {
            this.snap = snap;
        }

        void directory(Fd parent, String name) throws IOException {
            if (Paths.stat(parent, name).isEmpty()) {
                Paths.makeDirectory(parent, name, 0755);
                made.push(name);
            }
        }

        /** What a failed upgrade left under the name of the new revision is replaced: no record knows it. */
        void copy(Fd data, String from, String to) throws IOException, BadPackage {
            try (Fd above = directories.ensure("var")) {
                Trees.remove(above, STAGING);
                Paths.makeDirectory(above, STAGING, 0700);
                try (Fd staging = Paths.openDirectory(above, STAGING)) {
                    Paths.makeDirectory(staging, to, 0700);
                    try (Fd source = Paths.openDirectory(data, from); Fd copy = Paths.openDirectory(staging, to)) {
                        new TreeCopy(new OfData(warnings)).copy(source, copy);
                    }
                    Trees.remove(data, to);
                    Paths.rename(staging, to, data, to, Paths.RENAME_NOREPLACE);
                    made.push(to);
                } finally {
                    Trees.remove(above, STAGING);
                }
            }
        }

        @Override
        public List<String> warnings() {
            return List.copyOf(warnings);
        }

        @Override
        public void undo() throws CordonException {
            while (!made.isEmpty()) {
                String name = made.peek();
                boolean whole = name.equals(snap) && made.size() == 1;
                remove(whole ? "var/snap" : "var/snap/" + snap, name, "undo the data directories of " + snap);
                made.pop();
            }
        }
    }

    /** Data keeps its owners; what is no data (a socket, a fifo, a device) is made anew by the application that needs it. */
    private record OfData(List<String> warnings) implements TreeCopy.Manner {
        @Override
        public boolean keepsOwners() {
            return true;
        }

        @Override
        public void passOver(String path, String what) {
            warnings.add("not copied to the new revision: \"" + path + "\" is " + what);
        }
    }
}
