package cordon.core.launch;

import cordon.api.backend.StoredProfile;
import cordon.linux.AtomicFile;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.charset.StandardCharsets;

/** Profiles as their files are at a launch: an administrator may have edited them since they were stored. */
final class CurrentProfile {
    private static final int LARGEST = 1 << 20;

    private CurrentProfile() {
    }

    /**
     * The profile with the text of its file. The content decides, not the file's times.
     *
     * @throws LinuxException when the file cannot be read: the application cannot be confined as its policy says
     */
    static StoredProfile of(StoredProfile stored) throws LinuxException {
        try (Fd directory = Paths.openAbsolute(stored.file().getParent().toString(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            byte[] content = AtomicFile.read(directory, stored.file().getFileName().toString(), LARGEST);
            String text = new String(content, StandardCharsets.UTF_8);
            return text.equals(stored.text()) ? stored
                    : new StoredProfile(stored.label(), stored.policyHash(), stored.file(), text, true);
        }
    }
}
