package cordon.core.profiles;

import cordon.api.backend.Reach;
import cordon.api.snap.SecurityLabel;
import java.util.List;

/** Profiles that were loaded, and can be put back as long as nothing else changed. */
public final class Change {
    private final ProfileSet after;
    private final List<Loaded> loaded;
    private final List<String> warnings;
    private final List<Batch> batches;

    Change(ProfileSet after, List<Loaded> loaded, List<String> warnings, List<Batch> batches) {
        this.after = after;
        this.loaded = List.copyOf(loaded);
        this.warnings = List.copyOf(warnings);
        this.batches = List.copyOf(batches);
    }

    /**
     * What one backend loaded.
     *
     * @param backend its name
     * @param reach   whom the change reaches
     * @param labels  the commands
     */
    public record Loaded(String backend, Reach reach, List<SecurityLabel> labels) {
        /** Copies the list. */
        public Loaded {
            labels = List.copyOf(labels);
        }
    }

    /** All profiles as they are now. */
    public ProfileSet after() {
        return after;
    }

    /** What each backend loaded; backends without a change are not named. */
    public List<Loaded> loaded() {
        return loaded;
    }

    /** Lines for people: edits that were replaced. */
    public List<String> warnings() {
        return warnings;
    }

    /** Puts the profiles of before in force. @param cause gets what fails of it as suppressed exceptions */
    public void undo(Exception cause) {
        for (int i = batches.size() - 1; i >= 0; i--) {
            batches.get(i).undo(cause);
        }
    }
}
