package cordon.audit.text;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** A value as JSON (RFC 8259) on one line. Everything but printable ASCII is escaped: the text is fit for a terminal too. */
public final class JsonLine {
    private JsonLine() {
    }

    /** Maps, collections, texts, numbers, flags and null. @throws IllegalArgumentException for anything else */
    public static String of(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long || value instanceof Double) {
            return String.valueOf(value);
        }
        if (value instanceof CharSequence text) {
            return quoted(text);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(entry -> quoted(String.valueOf(entry.getKey())) + ":" + of(entry.getValue())).collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(JsonLine::of).collect(Collectors.joining(",", "[", "]"));
        }
        throw new IllegalArgumentException("cannot write a " + value.getClass().getName() + " as JSON");
    }

    private static String quoted(CharSequence text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < 0x20 || c > 0x7e) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
