package cordon.core.trust;

import cordon.api.policy.PathPattern;
import cordon.api.policy.Variables;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Whether some path is matched by both of two patterns. Where it is not exact, it says yes: a class {@code [abc]} counts as any character, a slash among them,
 * and a variable as all that it can stand for. Pure.
 */
final class Overlap {
    private static final Map<String, List<String>> ANYBODY = Map.of(Variables.PROC, List.of("/proc"), Variables.HOME, List.of("/home/*", "/root"),
            Variables.RUN_USER, List.of("/run/user/*"), Variables.SNAP_NAME, List.of("*"), Variables.SNAP_INSTANCE_NAME, List.of("*"),
            Variables.SNAP_REVISION, List.of("*"), Variables.SNAP_APP, List.of("*"), Variables.SNAP, List.of("/snap/*/*"));

    /** A part of a pattern: one character, or any number of some. */
    private record Part(boolean many, boolean slashToo, int exact) {
        private static final int ANY = -1;

        boolean meets(Part other) {
            if (exact != ANY && other.exact != ANY) {
                return exact == other.exact;
            }
            int known = exact != ANY ? exact : other.exact;
            boolean slashBoth = (exact != ANY || slashToo) && (other.exact != ANY || other.slashToo);
            return known == ANY || known != '/' || slashBoth;
        }
    }

    private Overlap() {
    }

    static boolean of(PathPattern one, PathPattern other) {
        for (String a : one.alternatives(ANYBODY)) {
            for (String b : other.alternatives(ANYBODY)) {
                if (meet(parts(a), parts(b))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Part> parts(String pattern) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                boolean any = i + 1 < pattern.length() && pattern.charAt(i + 1) == '*';
                parts.add(new Part(true, any, Part.ANY));
                i += any ? 1 : 0;
            } else if (c == '?') {
                parts.add(new Part(false, false, Part.ANY));
            } else if (c == '[') {
                parts.add(new Part(false, true, Part.ANY));
                i = pattern.indexOf(']', i);
            } else {
                parts.add(new Part(false, true, c));
            }
        }
        return parts;
    }

    /** Walks through both at once: a state is a place in each, and every state is visited once. */
    private static boolean meet(List<Part> a, List<Part> b) {
        int width = b.size() + 1;
        BitSet seen = new BitSet();
        List<Integer> todo = new ArrayList<>(List.of(0));
        while (!todo.isEmpty()) {
            int state = todo.remove(todo.size() - 1);
            if (seen.get(state)) {
                continue;
            }
            seen.set(state);
            int i = state / width;
            int j = state % width;
            if (i == a.size() && j == b.size()) {
                return true;
            }
            if (i < a.size() && a.get(i).many()) {
                todo.add((i + 1) * width + j);
            }
            if (j < b.size() && b.get(j).many()) {
                todo.add(i * width + j + 1);
            }
            if (i < a.size() && j < b.size() && a.get(i).meets(b.get(j))) {
                todo.add((a.get(i).many() ? i : i + 1) * width + (b.get(j).many() ? j : j + 1));
            }
        }
        return false;
    }
}
