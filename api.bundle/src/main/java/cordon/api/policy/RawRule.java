package cordon.api.policy;

import java.util.regex.Pattern;

/**
 * Text for one backend, for what no typed rule can say. It is shown as raw wherever rules are shown, and a site's ceiling
 * refuses it to third parties unless an administrator approves.
 *
 * @param backend name of the backend
 * @param line    one line; no brace outside a variable or alternative may be left open, and none may close the profile
 */
public record RawRule(String backend, String line) implements Rule {
    private static final Pattern BACKEND = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern LINE = Pattern.compile("[\\x20-\\x7e]{1,1024}");
    private static final Pattern ESCAPE = Pattern.compile("(?i)change_profile|\\bprofile\\b|\\bhat\\b|#\\s*include|\\binclude\\b|->\\s*unconfined|\\bflags\\s*=");

    /** @throws IllegalArgumentException when the text could end the profile, begin another, or leave confinement */
    public RawRule {
        Checks.match(BACKEND, "a backend", backend, "lower-case letters, digits and -");
        Checks.match(LINE, "a raw rule", line, "one line of printable ASCII");
        int depth = 0;
        for (char c : line.toCharArray()) {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0) {
                throw new IllegalArgumentException("the raw rule \"" + line + "\" closes a brace that it did not open");
            }
        }
        if (depth != 0 || ESCAPE.matcher(line).find()) {
            throw new IllegalArgumentException("the raw rule \"" + line + "\" opens a block, names a profile or includes a file");
        }
    }

    @Override
    public String kind() {
        return "raw";
    }

    @Override
    public String text() {
        return backend + " " + line;
    }

    static RawRule parse(String text) {
        int blank = text.indexOf(' ');
        if (blank < 0) {
            throw new IllegalArgumentException("a raw rule reads: BACKEND TEXT");
        }
        return new RawRule(text.substring(0, blank), text.substring(blank + 1).trim());
    }
}
