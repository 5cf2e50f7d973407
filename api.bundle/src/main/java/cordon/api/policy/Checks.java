package cordon.api.policy;

import java.util.regex.Pattern;

/** The shapes of words that may stand in a rule. Whatever passes here is safe in the text of any profile. */
final class Checks {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern DBUS_NAME = Pattern.compile("[A-Za-z0-9_.*?{},\\[\\]-]{1,255}");
    private static final Pattern DBUS_PATH = Pattern.compile("/[A-Za-z0-9_/.*?{},\\[\\]-]{0,255}|/");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.*?{},/+\\[\\]-]{1,255}");

    private Checks() {
    }

    static String identifier(String what, String value) {
        return match(IDENTIFIER, what, value, "lower-case letters, digits and _");
    }

    static String dbusName(String what, String value) {
        return value == null ? null : balanced(what, match(DBUS_NAME, what, value, "a D-Bus name or a pattern of one"));
    }

    static String dbusPath(String what, String value) {
        return value == null ? null : balanced(what, match(DBUS_PATH, what, value, "a D-Bus object path or a pattern of one"));
    }

    static String label(String what, String value) {
        return value == null ? null : balanced(what, match(LABEL, what, value, "a security label or a pattern of one"));
    }

    static String match(Pattern pattern, String what, String value, String right) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + printable(value) + "\" cannot be " + what + ": it must be " + right);
        }
        return value;
    }

    private static String balanced(String what, String value) {
        int depth = 0;
        boolean inClass = false;
        for (char c : value.toCharArray()) {
            if (c == '[' || c == ']') {
                if (inClass == (c == '[')) {
                    depth = -1;
                    break;
                }
                inClass = c == '[';
            } else if (!inClass && (c == '{' || c == '}')) {
                depth += c == '{' ? 1 : -1;
                if (depth < 0) {
                    break;
                }
            }
        }
        if (depth != 0 || inClass) {
            throw new IllegalArgumentException("\"" + value + "\" cannot be " + what + ": its braces or brackets do not match");
        }
        return value;
    }

    /** Control characters as escapes, so that an error message is one line. */
    static String printable(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints().forEach(c -> {
            if (c < 0x20 || c >= 0x7f && c < 0xa0) {
                text.append(String.format("\\x%02x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
