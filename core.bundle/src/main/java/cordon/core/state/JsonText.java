package cordon.core.state;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON (RFC 8259) of maps, lists and text, in printable ASCII: every YAML reader reads it too. Pure. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {
    }

    /**
     * The value as text, ended by a newline.
     *
     * @throws IllegalArgumentException when a value is neither text nor a list nor a map
     */
    static String of(Object value) {
        JsonText json = new JsonText();
        json.value(value, "\n");
        return json.out.append('\n').toString();
    }

    private void value(Object value, String newline) {
        if (value instanceof String text) {
            string(text);
        } else if (value instanceof List<?> list) {
            out.append('[');
            elements(list.iterator(), newline);
            out.append(list.isEmpty() ? "]" : newline + "]");
        } else if (value instanceof Map<?, ?> map) {
            out.append('{');
            elements(map.entrySet().iterator(), newline);
            out.append(map.isEmpty() ? "}" : newline + "}");
        } else {
            throw new IllegalArgumentException("a record holds text, lists and maps; \"" + value + "\" is none");
        }
    }

    private void elements(Iterator<?> elements, String newline) {
        String inner = newline + "  ";
        for (String separator = ""; elements.hasNext(); separator = ",") {
            out.append(separator).append(inner);
            element(elements.next(), inner);
        }
    }

    private void element(Object element, String newline) {
        if (element instanceof Map.Entry<?, ?> entry) {
            string(String.valueOf(entry.getKey()));
            out.append(": ");
            value(entry.getValue(), newline);
        } else {
            value(element, newline);
        }
    }

    private void string(String text) {
        out.append('"');
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
