package cordon.core.profiles;

import cordon.linux.Paths;
import cordon.linux.Stat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Which files of profiles that wait were edited, as far as they were looked at: one of which the kernel says that it is unchanged is not read again, since
 * listings ask it of all. Nobody can set the time that decides (ctime). Thread-safe.
 */
final class SeenEdits {
    private static final int MOST = 1 << 16;
    /** Two changes within a tick of a file system's clock, which may be seconds, leave one time. */
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    /** A file of a policy, as it was before it was read, and what came of that. */
    private record Seen(Stat file, String policyHash, boolean edited) {
    }

    /** Whether a file is of this policy and was edited: one of another policy is replaced when it is loaded. */
    boolean of(Path path, String policyHash) throws IOException {
        Optional<Stat> file = Paths.look(path.toString());
        Seen before = seen.get(path);
        if (before != null && file.filter(before.file()::equals).isPresent() && before.policyHash().equals(policyHash)) {
            return before.edited();
        }
        ProfileText text = ProfileText.parse(Files.readString(path));
        boolean edited = text.policyHash().equals(policyHash) && text.edited();
        long settled = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - SETTLED_NANOS;
        if (file.isPresent() && file.get().changedNanos() < settled && seen.size() < MOST) {
            seen.put(path, new Seen(file.get(), policyHash, edited));
        }
        return edited;
    }
}
