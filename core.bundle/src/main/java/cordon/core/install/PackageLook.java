package cordon.core.install;

import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.io.IOException;
import java.util.Optional;

/** A package that was looked at where it lies. Nothing is held. */
final class PackageLook extends ReadPackage {
    private static final String LABEL = "looked-at";

    private PackageLook(PackageReader.Contents contents) {
        super(contents);
    }

    /** Looks. Empty for an image that the kernel does not mount here. */
    static Optional<Candidate> at(Fd source, Images images) throws IOException, BadPackage {
        Stat stat = Paths.stat(source);
        if (stat.isDirectory()) {
            return Optional.of(new PackageLook(PackageReader.read(source, false)));
        }
        if (!stat.isRegular()) {
            throw Incoming.neither(stat);
        }
        Squashfs.check(Io.pread(source, 0, Squashfs.SUPERBLOCK_SIZE), stat.size());
        try (Fd top = images.mount(source, LABEL)) {
            return Optional.of(new PackageLook(PackageReader.read(top, false)));
        } catch (LinuxException e) {
            if (Incoming.lacksSupport(e.errno())) {
                return Optional.empty();
            }
            throw Incoming.unmountable(e);
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
