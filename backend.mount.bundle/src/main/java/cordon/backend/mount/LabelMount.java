package cordon.backend.mount;

import cordon.api.snap.SecurityLabel;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.file.Path;

/**
 * The mount that every process of a command has in its view, and by whose place it is known. Frameworks of one machine may have commands of one
 * label: the state root tells them apart.
 */
final class LabelMount {
    /** Where it is; nothing else is there. */
    static final String PLACE = Places.HIDDEN + "/label";

    private final String suffix;

    private LabelMount(String suffix) {
        this.suffix = suffix;
    }

    /** Those of one framework. */
    static LabelMount of(Path stateRoot) throws LinuxException {
        try (Fd root = Paths.openRoot(stateRoot.toString(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            return new LabelMount("@" + Paths.stat(root).identity());
        }
    }

    /** The path of a command's. */
    String path(SecurityLabel label) {
        return PLACE + "/" + label.text() + suffix;
    }
}
