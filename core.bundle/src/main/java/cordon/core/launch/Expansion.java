package cordon.core.launch;

import java.util.Map;

/** {@code $NAME} and <code>${NAME}</code> in a value of a {@code snap.yaml}. Pure functions. */
final class Expansion {

    private Expansion() {
    }

    /** The text with variables replaced; one that is not set is empty. A {@code $} before anything else stays. */
    static String expand(String text, Map<String, String> variables) {
        int dollar = text.indexOf('$');
        if (dollar < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 64);
        int at = 0;
        for (; dollar >= 0; dollar = text.indexOf('$', at)) {
            out.append(text, at, dollar);
            boolean braced = text.startsWith("{", dollar + 1);
            int from = dollar + (braced ? 2 : 1);
            int to = nameEnd(text, from);
            if (to > from && (!braced || text.startsWith("}", to))) {
                out.append(variables.getOrDefault(text.substring(from, to), ""));
                at = braced ? to + 1 : to;
            } else {
                out.append('$');
                at = dollar + 1;
            }
        }
        return out.append(text, at, text.length()).toString();
    }

    private static int nameEnd(String text, int from) {
        int to = from;
        while (to < text.length() && (isLetter(text.charAt(to)) || (to > from && isDigit(text.charAt(to))))) {
            to++;
        }
        return to;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
