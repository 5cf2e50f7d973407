package cordon.core.snapyaml;

import java.util.List;

/**
 * A file that is right.
 *
 * @param info     what it says
 * @param warnings what is odd in it but does no harm, in the order of the file: unknown keys, keys without effect
 */
public record Parsed(SnapInfo info, List<Warning> warnings) {

    /** Keeps a copy of the warnings. */
    public Parsed {
        warnings = List.copyOf(warnings);
    }
}
