package cordon.core.install;

import cordon.api.snap.SnapType;
import cordon.core.snapyaml.Parsed;
import cordon.core.snapyaml.SnapInfo;
import cordon.core.snapyaml.SnapYaml;
import cordon.core.snapyaml.SnapYamlException;
import cordon.core.snapyaml.Warning;
import cordon.linux.AtomicFile;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import java.util.ArrayList;
import java.util.List;

/** From the tree of a package to what it is, with everything checked that is asked of a package. */
final class PackageReader {
    private static final String SNAP_YAML = "meta/snap.yaml";
    private static final int SNAP_YAML_LIMIT = 1024 * 1024;

    private PackageReader() {
    }

    /**
     * A package that holds what it must and nothing that it must not.
     *
     * @param info     what it says of itself
     * @param snapYaml the bytes that say so
     * @param warnings what is odd, a line each
     */
    record Contents(SnapInfo info, byte[] snapYaml, List<String> warnings) {
    }

    /**
     * Reads and checks a tree.
     *
     * @param top     the top directory, which nobody else can change
     * @param isImage whether it is an image, whose files can be damaged
     */
    static Contents read(Fd top, boolean isImage) throws LinuxException, BadPackage {
        return read(top, isImage, (entry, stat) -> { });
    }

    /** Reads and checks a tree that stays where it is. @param look refuses entries that are not to be there */
    static Contents read(Fd top, TreeCheck.Look look) throws LinuxException, BadPackage {
        return read(top, false, look);
    }

    private static Contents read(Fd top, boolean isImage, TreeCheck.Look look) throws LinuxException, BadPackage {
        byte[] text = snapYaml(top);
        Parsed parsed;
        try {
            parsed = SnapYaml.read(text, SNAP_YAML);
        } catch (SnapYamlException e) {
            throw new BadPackage(e.getMessage(), e);
        }
        SnapInfo info = parsed.info();
        boolean isRoot = info.type() == SnapType.BASE || info.type() == SnapType.OS;
        new TreeCheck(top, info.name(), isRoot, isImage, look).check();
        List<String> warnings = new ArrayList<>(parsed.warnings().stream().map(Warning::toString).toList());
        warnings.addAll(Programs.check(top, info));
        return new Contents(info, text, warnings);
    }

    /** The bytes of a package's {@code meta/snap.yaml}; no link is followed, and nothing that is no file is read. */
    static byte[] snapYaml(Fd top) throws LinuxException, BadPackage {
        try {
            return AtomicFile.read(top, SNAP_YAML, SNAP_YAML_LIMIT);
        } catch (LinuxException e) {
            throw switch (e.errno()) {
                case Errno.ENOENT, Errno.ENOTDIR -> new BadPackage("it has no " + SNAP_YAML + "; give the directory that holds meta/", e);
                case Errno.EINVAL, Errno.ELOOP, Errno.EISDIR, Errno.ENXIO -> new BadPackage(SNAP_YAML + " is no regular file; put the file itself there", e);
                case Errno.EFBIG -> new BadPackage(SNAP_YAML + " has more than " + SNAP_YAML_LIMIT + " bytes; shorten it", e);
                default -> new BadPackage(SNAP_YAML + " cannot be read: " + e.getMessage() + "; make the package anew", e);
            };
        }
    }
}
