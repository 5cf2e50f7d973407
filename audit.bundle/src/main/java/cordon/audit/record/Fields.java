package cordon.audit.record;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a record, {@code key=value} with blanks between. A text that a program chose stands in double quotes, or is written
 * in hexadecimal without them when it holds a blank, a quote or anything that is not printable ASCII (audit_log_untrustedstring).
 * Of a field that stands twice the first counts. Immutable.
 */
final class Fields {
    private final Map<String, String> texts;

    private Fields(Map<String, String> texts) {
        this.texts = Collections.unmodifiableMap(texts);
    }

    /** Reads as much as can be read. */
    static Fields of(String body) {
        Map<String, String> texts = new LinkedHashMap<>();
        int at = 0;
        while (at < body.length()) {
            int end = at;
            while (end < body.length() && body.charAt(end) != ' ' && body.charAt(end) != '=') {
                end++;
            }
            if (end == body.length() || body.charAt(end) == ' ') {
                at = end + 1; // A word that is no field.
                continue;
            }
            String key = body.substring(at, end);
            int from = end + 1;
            int to = valueEnd(body, from);
            texts.putIfAbsent(key, body.substring(from, to));
            at = to + 1;
        }
        return new Fields(texts);
    }

    /** Just after the closing quote, or at the blank; at the end of a truncated record. */
    private static int valueEnd(String body, int from) {
        char first = from < body.length() ? body.charAt(from) : ' ';
        if (first == '"' || first == '\'') {
            int close = first == '"' ? body.indexOf('"', from + 1) : body.lastIndexOf('\'');
            return close > from ? close + 1 : body.length();
        }
        int blank = body.indexOf(' ', from);
        return blank < 0 ? body.length() : blank;
    }

    /** A value of fixed words or numbers; empty when it is not there. */
    String word(String key) {
        String text = texts.getOrDefault(key, "");
        return text.equals("(null)") || text.equals("?") || text.equals("none") ? "" : unquoted(text);
    }

    /** A text that a program chose, hexadecimal or not; empty when it is not there. */
    String name(String key) {
        String text = texts.getOrDefault(key, "");
        if (text.startsWith("\"")) {
            return unquoted(text);
        }
        if (text.length() >= 2 && text.length() % 2 == 0 && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'A' && c <= 'F')) {
            return new String(HexFormat.of().parseHex(text), StandardCharsets.UTF_8);
        }
        return word(key);
    }

    private static String unquoted(String text) {
        if (text.isEmpty() || text.charAt(0) != '"' && text.charAt(0) != '\'') {
            return text;
        }
        boolean closed = text.length() > 1 && text.charAt(text.length() - 1) == text.charAt(0);
        return text.substring(1, closed ? text.length() - 1 : text.length());
    }

    /** A decimal number; empty when it is not there, or is none that fits. */
    Optional<Long> number(String key) {
        String text = word(key);
        return text.matches("-?[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** A hexadecimal number of at most 32 bits, with or without {@code 0x}. */
    Optional<Integer> hexadecimal(String key) {
        String text = word(key);
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        return digits.matches("[0-9a-fA-F]{1,8}") ? Optional.of(Integer.parseUnsignedInt(digits, 16)) : Optional.empty();
    }

    boolean has(String key) {
        return texts.containsKey(key);
    }

    /** All but these, as they stand. */
    String without(java.util.Set<String> keys) {
        StringBuilder text = new StringBuilder();
        this.texts.forEach((key, value) -> {
            if (!keys.contains(key)) {
                text.append(text.isEmpty() ? "" : " ").append(key).append('=').append(value);
            }
        });
        return text.toString();
    }
}
