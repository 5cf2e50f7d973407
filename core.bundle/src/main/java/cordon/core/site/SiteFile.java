package cordon.core.site;

import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code <root>/site.yaml}, read anew each time: what it says holds from the next launch on. Thread-safe.
 */
public final class SiteFile {
    private static final String NAME = "site.yaml";
    private static final int LIMIT = 1 << 16;

    private static final Reading NONE = new Reading("", Site.SILENT, Optional.empty());

    private final Path root;
    private volatile Reading last = NONE;

    /** @param root the directory of all state, which exists and which root alone can change */
    public SiteFile(Path root) {
        this.root = root;
    }

    /**
     * The file at one moment.
     *
     * @param text    what it holds; empty when there is none, or it cannot be read
     * @param site    what it says; when there is a problem, what it said when there last was none
     * @param problem why it cannot be used: then nothing new is granted and no strict command may launch, since nobody knows what it demands
     */
    public record Reading(String text, Site site, Optional<String> problem) {
    }

    /** Where it is. */
    public Path path() {
        return root.resolve(NAME);
    }

    /** What it says now; the same object while its text is the same. */
    public Reading now() {
        Reading before = last;
        Reading now = read(before);
        if (now == before || now.equals(before)) {
            return before;
        }
        last = now;
        return now;
    }

    private Reading read(Reading before) {
        // Asked first, because most sites have none, and a failed open costs an exception at each launch.
        try {
            if (Paths.look(path().toString()).isEmpty()) {
                return NONE;
            }
        } catch (LinuxException e) {
            return new Reading("", before.site(), Optional.of(path() + ": " + e.getMessage()));
        }
        try (Fd directory = Paths.openAbsolute(root.toString(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            String text = text(directory);
            return text.equals(before.text()) && before.problem().isEmpty() ? before : new Reading(text, SiteText.read(text, path().toString()), Optional.empty());
        } catch (LinuxException e) {
            return new Reading("", before.site(), Optional.of(path() + ": " + e.getMessage()));
        } catch (SiteException e) {
            return new Reading("", before.site(), Optional.of(e.getMessage()));
        }
    }

    private String text(Fd directory) throws LinuxException, SiteException {
        return new String(RootsFile.read(directory, NAME, path().toString(), LIMIT), StandardCharsets.UTF_8);
    }
}
