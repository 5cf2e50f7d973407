package cordon.audit.model;

import java.util.regex.Pattern;

/** Patterns of labels, addresses and names on a bus, as rules write them: {@code *}, {@code ?} and {@code {a,b}}. Pure. */
final class TextPattern {
    private TextPattern() {
    }

    /** Nothing said on either side matches. */
    static boolean matches(String pattern, String text) {
        if (pattern == null || text.isEmpty()) {
            return true;
        }
        StringBuilder regex = new StringBuilder();
        int depth = 0;
        for (char c : pattern.toCharArray()) {
            if (c == '{') {
                depth++;
                regex.append("(?:");
            } else if (c == '}' && depth > 0) {
                depth--;
                regex.append(')');
            } else if (c == ',' && depth > 0) {
                regex.append('|');
            } else if (c == '*') {
                regex.append(".*");
            } else {
                regex.append(c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return depth == 0 && Pattern.matches(regex.toString(), text);
    }
}
