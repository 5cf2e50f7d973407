package cordon.audit.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of the journal as {@code journalctl -o json} writes it: one object on a line, whose values are texts, or arrays of bytes
 * where a text is not printable (systemd.io/JOURNAL_EXPORT_FORMATS). What comes after damage is passed over. Immutable.
 */
final class JournalObject {
    private final Map<String, String> texts = new HashMap<>();
    private final String line;
    private int at = 1;

    private JournalObject(String line) {
        this.line = line;
        boolean more = true;
        while (more) {
            skipBlanks();
            String key = string();
            skipBlanks();
            more = key != null && take(':');
            if (more) {
                skipBlanks();
                String value = value();
                skipBlanks();
                more = value != null && take(',');
                if (value != null) {
                    texts.putIfAbsent(key, value);
                }
            }
        }
    }

    static JournalObject read(String line) {
        return new JournalObject(line);
    }

    /** A field's text; empty when it is not there. */
    String text(String key) {
        return texts.getOrDefault(key, "");
    }

    Optional<Instant> time() {
        String micros = text("__REALTIME_TIMESTAMP");
        return micros.matches("[0-9]{7,17}") ? Optional.of(Instant.EPOCH.plusNanos(Long.parseLong(micros) % 1_000_000 * 1000)
                .plusSeconds(Long.parseLong(micros) / 1_000_000)) : Optional.empty();
    }

    private void skipBlanks() {
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean take(char wanted) {
        boolean there = at < line.length() && line.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    /** Null at what is no value. */
    private String value() {
        if (at < line.length() && line.charAt(at) == '[') {
            return bytes();
        }
        if (at < line.length() && line.charAt(at) == '"') {
            return string();
        }
        int from = at; // null, a number or a flag
        while (at < line.length() && ",}] ".indexOf(line.charAt(at)) < 0) {
            at++;
        }
        String word = line.substring(from, at);
        return word.isEmpty() ? null : word.equals("null") ? "" : word;
    }

    private String bytes() {
        int end = line.indexOf(']', at);
        if (end < 0) {
            return null;
        }
        String[] numbers = line.substring(at + 1, end).split(",");
        byte[] bytes = new byte[numbers.length];
        int count = 0;
        for (String number : numbers) {
            String digits = number.strip();
            if (digits.matches("[0-9]{1,3}")) {
                bytes[count++] = (byte) Integer.parseInt(digits);
            }
        }
        at = end + 1;
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }

    /** Null when none begins here. One that does not end goes to the end of the line. */
    private String string() {
        if (!take('"')) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        while (at < line.length() && line.charAt(at) != '"') {
            char c = line.charAt(at++);
            text.append(c == '\\' && at < line.length() ? escaped() : c);
        }
        at++;
        return text.toString();
    }

    private char escaped() {
        char c = line.charAt(at++);
        if (c == 'u' && at + 4 <= line.length() && line.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
            at += 4;
            return (char) Integer.parseInt(line.substring(at - 4, at), 16);
        }
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> c;
        };
    }
}
