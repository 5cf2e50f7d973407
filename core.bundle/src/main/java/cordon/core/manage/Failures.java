package cordon.core.manage;

import cordon.api.snap.SecurityLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Works on the lines that say, of each command, why its policy is not in force. Pure. */
final class Failures {
    private Failures() {
    }

    /** The lines of both, each once. */
    static Map<SecurityLabel, List<String>> of(Map<SecurityLabel, List<String>> some, Map<SecurityLabel, List<String>> others) {
        Map<SecurityLabel, List<String>> all = new HashMap<>(some);
        others.forEach((label, lines) -> all.merge(label, lines, (one, other) -> {
            Set<String> both = new LinkedHashSet<>(one);
            both.addAll(other);
            return List.copyOf(both);
        }));
        return Map.copyOf(all);
    }

    /** The lines of now that were not there before; commands without any are left out. */
    static SortedMap<SecurityLabel, List<String>> added(Map<SecurityLabel, List<String>> before, Map<SecurityLabel, List<String>> now) {
        SortedMap<SecurityLabel, List<String>> added = new TreeMap<>();
        now.forEach((label, lines) -> {
            List<String> fresh = new ArrayList<>(lines);
            fresh.removeAll(before.getOrDefault(label, List.of()));
            if (!fresh.isEmpty()) {
                added.put(label, fresh);
            }
        });
        return added;
    }
}
