package cordon.core.manage;

import cordon.core.profiles.Change;
import java.util.List;

/**
 * A change that was made.
 *
 * @param before   the moment before
 * @param after    the moment after
 * @param loaded   what each backend loaded
 * @param warnings lines for people
 */
record Applied(World before, World after, List<Change.Loaded> loaded, List<String> warnings) {
    Applied {
        loaded = List.copyOf(loaded);
        warnings = List.copyOf(warnings);
    }
}
