package cordon.core.install;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Where symbolic links of a package lead, by their text alone. Pure functions. */
final class Links {

    private Links() {
    }

    /**
     * Whether a relative link stays within the tree, were there no other links.
     *
     * @param path   of the link, relative to the top of the tree
     * @param target its text, relative
     */
    static boolean staysBeneath(String path, String target) {
        Deque<String> place = new ArrayDeque<>(Arrays.asList(path.split("/")));
        place.removeLast();
        for (String name : target.split("/")) {
            if (name.equals("..")) {
                if (place.pollLast() == null) {
                    return false;
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                place.addLast(name);
            }
        }
        return true;
    }

    /** Whether an absolute link leads to where the snap's own package appears: {@code /snap/NAME/...}, without {@code ..}. */
    static boolean leadsToOwnPlace(String snap, String target) {
        return target.startsWith("/snap/" + snap + "/") && !Arrays.asList(target.split("/")).contains("..");
    }
}
