package cordon.shell.text;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Values as JSON text (RFC 8259), indented by two spaces. Values are text, whole numbers, flags, null, collections, maps
 * with text keys, optionals (null when empty); anything else is an error. A lone surrogate is escaped. Pure functions.
 */
public final class Json {
    private Json() {
    }

    /** The text of a value, without a last newline. */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value, "\n");
        return out.toString();
    }

    /** The same on one line: a newline within a text is escaped, hence all others are between values. */
    public static String line(Object value) {
        return write(value).replaceAll("\n *", "");
    }

    private static void write(StringBuilder out, Object value, String line) {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            out.append(value);
        } else if (value instanceof Double number) {
            out.append(number.isNaN() || number.isInfinite() ? "null" : number.toString());
        } else if (value instanceof CharSequence text) {
            quote(out, text);
        } else if (value instanceof Optional<?> optional) {
            write(out, optional.orElse(null), line);
        } else if (value instanceof Map<?, ?> map) {
            object(out, map, line);
        } else if (value instanceof Collection<?> list) {
            array(out, list, line);
        } else {
            throw new IllegalArgumentException("cannot write a " + value.getClass().getName() + " as JSON");
        }
    }

    private static void object(StringBuilder out, Map<?, ?> map, String line) {
        out.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext();) {
            Map.Entry<?, ?> entry = entries.next();
            out.append(line).append("  ");
            quote(out, String.valueOf(entry.getKey()));
            out.append(": ");
            write(out, entry.getValue(), line + "  ");
            out.append(entries.hasNext() ? "," : line);
        }
        out.append('}');
    }

    private static void array(StringBuilder out, Collection<?> list, String line) {
        out.append('[');
        for (Iterator<?> elements = list.iterator(); elements.hasNext();) {
            out.append(line).append("  ");
            write(out, elements.next(), line + "  ");
            out.append(elements.hasNext() ? "," : line);
        }
        out.append(']');
    }

    private static void quote(StringBuilder out, CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (pair) {
                out.append(c).append(text.charAt(++i));
            } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
