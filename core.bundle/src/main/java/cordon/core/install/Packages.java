package cordon.core.install;

import cordon.core.CordonException;
import cordon.core.Progress;
import cordon.core.state.Tried;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Self;
import cordon.linux.Trees;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The store of packages on the disk. An image is {@code <root>/packages/NAME_REVISION.snap}, a tree
 * {@code <root>/packages/NAME_REVISION}; {@link Places} lets either appear at {@code <root>/snap/NAME/REVISION}.
 */
public final class Packages implements PackageStore {
    private final SnapDirectories directories;
    private final Images images;
    private final Places places;
    private final CurrentLinks current;

    /**
     * A store; what an interrupted installation left behind is removed.
     *
     * @param root the directory of all state; it exists and is root's
     * @throws CordonException when the directories cannot be made
     */
    public Packages(Path root) throws CordonException {
        this(root, Images.KERNEL, mayMount());
    }

    Packages(Path root, Images images, boolean mayMount) throws CordonException {
        this.directories = new SnapDirectories(root);
        this.images = images;
        this.places = new Places(directories, images, mayMount);
        this.current = new CurrentLinks(directories);
        try (Fd packages = directories.ensure("packages")) {
            directories.ensure("snap").close();
            for (String name : Paths.list(packages)) {
                if (name.startsWith(Incoming.PREFIX)) {
                    Trees.remove(packages, name);
                }
            }
        } catch (IOException e) {
            throw failure("prepare the packages below " + root, e);
        }
    }

    private static boolean mayMount() throws CordonException {
        try {
            return Self.isAdministrator();
        } catch (IOException e) {
            throw failure("find out whether packages can be mounted", e);
        }
    }

    @Override
    public Candidate open(Path source, Progress progress) throws CordonException {
        return of(source, file -> open(file, progress));
    }

    @Override
    public Candidate look(Path source) throws CordonException {
        return of(source, file -> {
            Optional<Candidate> seen = PackageLook.at(file, images);
            return seen.isPresent() ? seen.get() : open(file, Progress.SILENT);
        });
    }

    /** Makes a candidate of an open package. */
    @FunctionalInterface
    private interface Opener {
        Candidate of(Fd source) throws IOException, BadPackage;
    }

    private static Candidate of(Path source, Opener opener) throws CordonException {
        // Opening a fifo or a device for reading must not wait.
        int flags = OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY;
        try (Fd file = Paths.openRoot(source.toString(), flags)) {
            return opener.of(file);
        } catch (BadPackage e) {
            throw new CordonException(CordonException.Kind.INVALID, "cannot install " + source + ": " + e.getMessage(), e);
        } catch (LinuxException e) {
            CordonException.Kind kind = e.errno() == Errno.ENOENT ? CordonException.Kind.NOT_FOUND : CordonException.Kind.SYSTEM;
            throw new CordonException(kind, "cannot install " + source + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw failure("install " + source, e);
        }
    }

    @Override
    public Candidate openInPlace(Path directory) throws CordonException {
        if (!places.mayMount()) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot try " + directory
                    + ": this daemon may not mount anything, and a copy could not be edited; install it instead, after each change");
        }
        try {
            return TriedDirectory.open(directory);
        } catch (BadPackage e) {
            throw new CordonException(CordonException.Kind.INVALID, "cannot try " + directory + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new CordonException(CordonException.Kind.NOT_FOUND, "cannot try " + directory + ": it is not there", e);
        } catch (IOException e) {
            throw failure("try " + directory, e);
        }
    }

    private Candidate open(Fd source, Progress progress) throws IOException, BadPackage {
        Incoming incoming = Incoming.copy(directories.ensure("packages"), source, images, progress);
        boolean done = false;
        try {
            progress.step("checking the package");
            PackageReader.Contents contents = readWhole(incoming);
            List<String> warnings = new ArrayList<>(incoming.warnings());
            warnings.addAll(contents.warnings());
            done = true;
            return new PackageCandidate(incoming, contents, warnings);
        } finally {
            if (!done) {
                incoming.close();
            }
        }
    }

    /** The kernel answers with an error where an image is damaged. */
    private static PackageReader.Contents readWhole(Incoming incoming) throws LinuxException, BadPackage {
        try {
            return PackageReader.read(incoming.top(), incoming.isImage());
        } catch (LinuxException e) {
            if (!incoming.isImage()) {
                throw e;
            }
            throw new BadPackage("the squashfs image is damaged: " + e.getMessage() + "; copy or download it again", e);
        }
    }

    @Override
    public Placed place(Candidate candidate, String revision) throws CordonException {
        if (!(candidate instanceof Placeable known)) {
            throw new IllegalArgumentException("the package was not opened by this store");
        }
        String name = known.info().name();
        SnapDirectories.checkNames(name, revision);
        Optional<String> before;
        try {
            before = current.of(name);
            withdrawPackage(name, revision);
            boolean done = false;
            try {
                try (Fd packages = directories.ensure("packages")) {
                    known.settle(packages, name, revision);
                }
                places.show(name, revision, known);
                current.set(name, Optional.of(revision));
                done = true;
            } finally {
                if (!done) {
                    withdrawPackage(name, revision);
                }
            }
        } catch (IOException e) {
            throw failure("install " + name + " (" + revision + ")", e);
        }
        return new Undo(name, revision, before);
    }

    @Override
    public Path directory(String name, String revision) {
        SnapDirectories.checkNames(name, revision);
        return directories.root().resolve("snap").resolve(name).resolve(revision);
    }

    @Override
    public Path snapYaml(String name, String revision, boolean inPlace) {
        return inPlace ? directories.root().resolve("packages").resolve(Placeable.yamlName(name, revision)) : directory(name, revision).resolve("meta/snap.yaml");
    }

    @Override
    public void restore(String name, String revision, Optional<Tried> tried) throws CordonException {
        SnapDirectories.checkNames(name, revision);
        try {
            if (!places.restore(name, revision, tried)) {
                throw new CordonException(CordonException.Kind.SYSTEM, "cannot mount " + name + " (" + revision + "): its package is gone from "
                        + directories.root().resolve("packages") + "; install it again");
            }
        } catch (BadPackage | IOException e) {
            throw failure("mount " + name + " (" + revision + ")", e);
        }
    }

    @Override
    public void unmount(String name, String revision) throws CordonException {
        SnapDirectories.checkNames(name, revision);
        try {
            places.unmount(name, revision);
        } catch (IOException e) {
            throw failure("unmount " + name + " (" + revision + ")", e);
        }
    }

    @Override
    public void makeCurrent(String name, String revision) throws CordonException {
        SnapDirectories.checkNames(name, revision);
        try {
            if (!current.of(name).equals(Optional.of(revision))) {
                current.set(name, Optional.of(revision));
            }
        } catch (IOException e) {
            throw failure("make " + revision + " the current revision of " + name, e);
        }
    }

    @Override
    public void withdraw(String name, String revision) throws CordonException {
        SnapDirectories.checkNames(name, revision);
        try {
            if (current.of(name).equals(Optional.of(revision))) {
                current.set(name, Optional.empty());
            }
            withdrawPackage(name, revision);
        } catch (IOException e) {
            throw failure("remove " + name + " (" + revision + ")", e);
        }
    }

    /** The mount, the package and the empty directories; whatever of them there is. */
    private void withdrawPackage(String name, String revision) throws IOException {
        try (Fd packages = directories.ensure("packages"); Fd snaps = directories.ensure("snap")) {
            if (Paths.stat(snaps, name).isPresent()) {
                try (Fd snap = Paths.openDirectory(snaps, name)) {
                    places.withdraw(snap, name, revision);
                }
                SnapDirectories.removeEmpty(snaps, name);
            }
            Trees.remove(packages, Placeable.packageName(name, revision, true));
            Trees.remove(packages, Placeable.packageName(name, revision, false));
            Trees.remove(packages, Placeable.yamlName(name, revision));
            Io.fsync(packages);
        }
    }

    private static CordonException failure(String doing, Exception e) {
        return new CordonException(CordonException.Kind.SYSTEM, "cannot " + doing + ": " + e.getMessage(), e);
    }

    private final class Undo implements Placed {
        private final String name;
        private final String revision;
        private final Optional<String> before;

        Undo(String name, String revision, Optional<String> before) {
            this.name = name;
            this.revision = revision;
            this.before = before;
        }

        @Override
        public Path directory() {
            return Packages.this.directory(name, revision);
        }

        @Override
        public void undo() throws CordonException {
            try {
                current.set(name, before);
                withdrawPackage(name, revision);
            } catch (IOException e) {
                throw failure("undo the installation of " + name + " (" + revision + ")", e);
            }
        }
    }
}
