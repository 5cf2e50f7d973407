package cordon.backend.landlock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Patterns as they are in the root of a launch: directories that rules name may be elsewhere there. Pure.
 *
 * @param places {@link cordon.api.backend.Launch#elsewhere()}
 */
record Elsewhere(Map<String, String> places) {

    /** The pattern without variables, split; what lies before the first wildcard decides. */
    Glob glob(String pattern) {
        Glob glob = Glob.of(pattern);
        for (Map.Entry<String, String> place : places.entrySet()) {
            List<String> from = components(place.getKey());
            if (begins(glob, from)) {
                List<Glob.Part> parts = new ArrayList<>();
                // Names of the host, in which nothing is a wildcard.
                components(place.getValue()).forEach(name -> parts.add(new Glob.Part(name, null)));
                parts.addAll(glob.parts().subList(from.size(), glob.parts().size()));
                return new Glob(List.copyOf(parts), glob.directory());
            }
        }
        return glob;
    }

    private static boolean begins(Glob glob, List<String> names) {
        if (glob.parts().size() < names.size()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            if (!glob.parts().get(i).literal() || !glob.parts().get(i).text().equals(names.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> components(String path) {
        return Arrays.asList(path.substring(1).split("/"));
    }
}
