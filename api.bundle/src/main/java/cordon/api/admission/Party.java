package cordon.api.admission;

import cordon.api.snap.SnapType;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is asked of one side. All that is given must hold; of several patterns one. An empty part asks nothing.
 *
 * @param types      of the snap
 * @param names      of the snap
 * @param publishers of the snap; one whose publisher is not known fits none of them, not even {@code *}
 * @param attributes of the plug or slot, by name. What is not there fits nothing. Of a list, each element has to fit for a rule that
 *                   allows, and one is enough for a rule that denies
 */
public record Party(Set<SnapType> types, List<TextPattern> names, List<TextPattern> publishers, SortedMap<String, List<TextPattern>> attributes) {
    /** Nothing is asked. */
    public static final Party ANYBODY = new Party(Set.of(), List.of(), List.of(), new TreeMap<>());

    private static final Pattern NAME = Pattern.compile("[a-z0-9*?][a-z0-9*?_-]*");
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z](-?[a-z0-9])*");

    /** @throws IllegalArgumentException when a pattern can match no name, or an attribute cannot have that name */
    public Party {
        types = Set.copyOf(types);
        names = names(names, "a snap");
        publishers = names(publishers, "a publisher");
        SortedMap<String, List<TextPattern>> copy = new TreeMap<>();
        attributes.forEach((name, patterns) -> {
            if (!ATTRIBUTE.matcher(name).matches()) {
                throw new IllegalArgumentException("\"" + name + "\" cannot be the name of an attribute");
            }
            copy.put(name, List.copyOf(patterns));
        });
        attributes = Collections.unmodifiableSortedMap(copy);
    }

    private static List<TextPattern> names(List<TextPattern> patterns, String what) {
        for (TextPattern pattern : patterns) {
            if (!NAME.matcher(pattern.text()).matches()) {
                throw new IllegalArgumentException("\"" + pattern + "\" can match no name of " + what + ": lower-case letters, digits and dashes, * and ?");
            }
        }
        return List.copyOf(patterns);
    }

    /** Whether nothing is asked. */
    public boolean isAnybody() {
        return types.isEmpty() && names.isEmpty() && publishers.isEmpty() && attributes.isEmpty();
    }
}
