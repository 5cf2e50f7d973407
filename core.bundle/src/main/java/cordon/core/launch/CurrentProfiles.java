package cordon.core.launch;

import cordon.api.backend.StoredProfile;
import cordon.linux.AtomicFile;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Profiles as their files are at a launch: an administrator may have edited them since they were stored. A file that the kernel
 * says is the one that was read, unchanged, is not read again. Thread-safe.
 */
final class CurrentProfiles {
    private static final int LARGEST = 1 << 20;
    private static final int MOST = 1 << 16;

    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    /**
     * A file, as it was read.
     *
     * @param file    as it was before it was read; empty when it had just been changed, so that its times do not tell
     * @param stored  what it was compared with
     * @param current what came of that
     */
    private record Seen(Optional<Stat> file, StoredProfile stored, StoredProfile current) {
    }

    /**
     * The profile with the text of its file. Nobody can set the time that decides (ctime).
     *
     * @throws LinuxException when the file cannot be read: the application cannot be confined as its policy says
     */
    StoredProfile of(StoredProfile stored) throws LinuxException {
        Optional<Stat> now = Paths.look(stored.file().toString());
        Seen before = seen.get(stored.file());
        if (before != null && before.stored() == stored && before.file().isPresent() && before.file().equals(now)) {
            return before.current();
        }
        StoredProfile current = read(stored);
        if (seen.size() >= MOST) {
            seen.clear();
        }
        seen.put(stored.file(), new Seen(now.filter(Stat::isSettled), stored, current));
        return current;
    }

    private static StoredProfile read(StoredProfile stored) throws LinuxException {
        try (Fd directory = Paths.openAbsolute(stored.file().getParent().toString(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            byte[] content = AtomicFile.read(directory, stored.file().getFileName().toString(), LARGEST);
            String text = new String(content, StandardCharsets.UTF_8);
            return text.equals(stored.text()) ? stored
                    : new StoredProfile(stored.label(), stored.policyHash(), stored.file(), text, true);
        }
    }
}
