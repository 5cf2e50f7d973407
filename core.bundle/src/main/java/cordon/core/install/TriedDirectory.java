package cordon.core.install;

import cordon.api.snap.SnapType;
import cordon.core.state.Tried;
import cordon.linux.AtomicFile;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A package that is used where it lies, so that its programs can be edited. Everything that others than its owner and root could change is
 * refused. What the owner changes later needs no second look: programs run confined by the {@code snap.yaml} that was read, a copy of which is kept;
 * links are followed by confined programs alone; and the mount knows no set-ID bit and no device.
 */
final class TriedDirectory extends ReadPackage implements Placeable {
    private static final int WRITABLE_BY_OTHERS = 022;

    private final Fd top;
    private final Tried tried;

    private TriedDirectory(Fd top, Tried tried, PackageReader.Contents contents) {
        super(contents);
        this.top = top;
        this.tried = tried;
    }

    /** Looks at all of it. */
    static TriedDirectory open(Path directory) throws IOException, BadPackage {
        String path = directory.toRealPath().toString();
        Fd top = Paths.openAbsolute(path, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
        boolean done = false;
        try {
            Stat stat = Paths.stat(top);
            requireNobodyElses("", stat, stat.uid());
            PackageReader.Contents contents = PackageReader.read(top, (entry, file) -> requireNobodyElses(entry, file, stat.uid()));
            if (contents.info().type() != SnapType.APP) {
                throw new BadPackage("it is of type " + contents.info().type().text() + ", which other snaps run in; only apps can be tried");
            }
            done = true;
            return new TriedDirectory(top, new Tried(path, stat.uid()), contents);
        } finally {
            if (!done) {
                top.close();
            }
        }
    }

    private static void requireNobodyElses(String entry, Stat stat, int owner) throws BadPackage {
        String what = entry.isEmpty() ? "the directory itself" : "\"" + entry + "\"";
        if (stat.uid() != owner && stat.uid() != 0) {
            throw new BadPackage(what + " is another user's (" + stat.uid() + "), who could change it; chown it to " + owner);
        }
        if (!stat.isSymlink() && (stat.permissions() & WRITABLE_BY_OTHERS) != 0) {
            throw new BadPackage(what + " can be changed by others; chmod go-w it");
        }
    }

    /** The directory again, after a start of the daemon. @throws BadPackage when another one is in its place */
    static Fd again(Tried tried) throws LinuxException, BadPackage {
        Fd top = Paths.openAbsolute(tried.directory(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
        if (Paths.stat(top).uid() != tried.owner()) {
            int uid = Paths.stat(top).uid();
            top.close();
            // Its owner may have put a way to what others keep from him in its place.
            throw new BadPackage("its directory " + tried.directory() + " was user " + tried.owner() + "'s, and is user " + uid + "'s now; try it again");
        }
        return top;
    }

    @Override
    public Optional<Tried> tried() {
        return Optional.of(tried);
    }

    @Override
    public Fd top() {
        return top;
    }

    @Override
    public boolean isImage() {
        return false;
    }

    @Override
    public void settle(Fd packages, String name, String revision) throws LinuxException {
        AtomicFile.write(packages, Placeable.yamlName(name, revision), snapYaml(), 0644);
    }

    @Override
    public void close() {
        top.close();
    }
}
