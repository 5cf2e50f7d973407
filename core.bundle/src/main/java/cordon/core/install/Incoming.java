package cordon.core.install;

import cordon.core.Progress;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import cordon.linux.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A package on its way in: copied below {@code <root>/packages} under a temporary name, where its former owner cannot change it
 * between check and use.
 */
final class Incoming implements AutoCloseable {
    /** How temporary names begin; what bears one when the store starts is left over. */
    static final String PREFIX = ".new-";

    private final Fd packages;
    private final String name = PREFIX + UUID.randomUUID();
    private final List<String> warnings = new ArrayList<>();
    private boolean isImage;
    private Fd top;
    private boolean placed;
    private boolean closed;

    private Incoming(Fd packages) {
        this.packages = packages;
    }

    /**
     * Copies a package in.
     *
     * @param packages the directory of all packages; closed with what is returned, or when this fails
     * @param source   the package, open for reading
     */
    static Incoming copy(Fd packages, Fd source, Images images, Progress progress) throws IOException, BadPackage {
        Incoming incoming = new Incoming(packages);
        boolean done = false;
        try {
            incoming.take(source, images, progress);
            done = true;
            return incoming;
        } finally {
            if (!done) {
                incoming.close();
            }
        }
    }

    private void take(Fd source, Images images, Progress progress) throws IOException, BadPackage {
        Stat stat = Paths.stat(source);
        if (stat.isDirectory()) {
            // Before all of a wrong directory is copied: that may be much.
            PackageReader.snapYaml(source);
            progress.step("copying the package");
            copyTree(source, stat);
        } else if (stat.isRegular()) {
            Squashfs.check(Io.pread(source, 0, Squashfs.SUPERBLOCK_SIZE), stat.size());
            progress.step("copying the package");
            copyImage(source);
            progress.step("mounting the package");
            mountOrUnpack(images);
        } else {
            throw neither(stat);
        }
    }

    private void copyTree(Fd source, Stat owner) throws IOException, BadPackage {
        Paths.makeDirectory(packages, name, 0700);
        try (Fd copy = Paths.openDirectory(packages, name)) {
            new TreeCopy(new OfPackage(owner)).copy(source, copy);
            // Made with mktemp, say: the top is for everybody who may run the commands.
            Paths.chmod(copy, 0755);
        }
        top = Paths.openDirectory(packages, name);
    }

    private void copyImage(Fd source) throws IOException {
        int flags = OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_NOFOLLOW;
        try (Fd copy = Paths.open(packages, name, flags, 0600, Paths.BENEATH);
                FileChannel in = FileChannel.open(TreeCopy.ofProc(source), StandardOpenOption.READ);
                FileChannel out = FileChannel.open(TreeCopy.ofProc(copy), StandardOpenOption.WRITE)) {
            TreeCopy.transfer(in, out);
        }
        isImage = true;
    }

    private void mountOrUnpack(Images images) throws IOException, BadPackage {
        try (Fd image = Paths.open(packages, name, OpenFlags.O_RDONLY, 0, Paths.BENEATH)) {
            // Looked at before it was copied, and it may have changed since.
            Squashfs.check(Io.pread(image, 0, Squashfs.SUPERBLOCK_SIZE), Paths.stat(image).size());
            top = images.mount(image, name);
        } catch (LinuxException e) {
            if (!lacksSupport(e.errno())) {
                throw unmountable(e);
            }
            warnings.add("unpacked, because the kernel cannot mount it here: " + e.getMessage());
            unpack();
        }
    }

    /** The refusal of what is neither directory nor file. */
    static BadPackage neither(Stat stat) {
        return new BadPackage("it is " + TreeCopy.kindOf(stat) + "; give a directory or a .snap file");
    }

    /** The refusal of an image that the kernel understands and does not like. */
    static BadPackage unmountable(LinuxException cause) {
        return new BadPackage("the kernel cannot mount the image: " + cause.getMessage() + "; if the image is whole, make it anew with mksquashfs", cause);
    }

    static boolean lacksSupport(int errno) {
        return errno == Errno.ENODEV || errno == Errno.ENOENT || errno == Errno.ENXIO || errno == Errno.ENOSYS || errno == Errno.EPERM
                || errno == Errno.EACCES;
    }

    /** What the tool makes can have any owner and mode: it is copied as a directory that somebody gave. */
    private void unpack() throws IOException, BadPackage {
        String unpacked = name + ".unpacked";
        try {
            Unsquashfs.unpack(TreeCopy.ofProc(packages).toRealPath(), name, unpacked);
            Paths.unlink(packages, name, false);
            isImage = false;
            try (Fd source = Paths.openDirectory(packages, unpacked)) {
                copyTree(source, Paths.stat(source));
            }
        } finally {
            Trees.remove(packages, unpacked);
        }
    }

    /** The top directory: of a mount attached nowhere, or of the copied tree. */
    Fd top() {
        return top;
    }

    boolean isImage() {
        return isImage;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Gives the copy its name; the copy stays when this is closed. */
    void renameTo(String finalName) throws LinuxException {
        Paths.rename(packages, name, packages, finalName, Paths.RENAME_NOREPLACE);
        placed = true;
        Io.fsync(packages);
    }

    @Override
    public void close() {
        // First the mount: the kernel frees the loop device with it.
        if (top != null) {
            top.close();
        }
        if (closed) {
            return;
        }
        closed = true;
        try (packages) {
            if (!placed) {
                Trees.remove(packages, name);
            }
        } catch (LinuxException e) {
            throw new UncheckedIOException("cannot remove a package that was not installed", e);
        }
    }

    /** A package's tree holds files, directories and links, and becomes root's. */
    private record OfPackage(Stat owner) implements TreeCopy.Manner {
        @Override
        public boolean keepsOwners() {
            return false;
        }

        @Override
        public void passOver(String path, String what) throws BadPackage {
            throw TreeCheck.special(path, what);
        }

        /** A hard link to another user's file would make a copy of it that the package's readers can read. */
        @Override
        public void file(String path, Stat stat) throws BadPackage {
            if (stat.links() > 1 && stat.uid() != owner.uid()) {
                throw new BadPackage("\"" + path + "\" is a hard link to a file of another user (" + stat.uid() + "); put a copy there");
            }
        }
    }
}
