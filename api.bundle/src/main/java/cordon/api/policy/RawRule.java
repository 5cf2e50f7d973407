package cordon.api.policy;

import java.util.regex.Pattern;

/**
 * Text for one backend, for what no typed rule can say. It is shown as raw wherever rules are shown, and a site's ceiling
 * refuses it to third parties unless an administrator approves.
 *
 * @param backend name of the backend
 * @param line    one line; braces are those of variables and alternatives, none opens a block or closes the profile; nothing in it
 *                may change the policy of the process or say that another program runs under another one, or none (apparmor.d(5))
 */
public record RawRule(String backend, String line) implements Rule {
    private static final Pattern BACKEND = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern LINE = Pattern.compile("[\\x20-\\x7e]{1,1024}");
    /** A block is apart from the word before it, and has blanks in it; alternatives have neither. */
    private static final Pattern BLOCK = Pattern.compile("(^|\\s)\\{|\\{[^}]*\\s");
    /** Modes to execute but {@code ix}, among letters of other access: {@code rPx}, {@code cux}. */
    private static final Pattern TRANSITION = Pattern.compile("(?i)(^|[\\s,])[rwaklmd]*(p|c|u|pi|ci|pu|cu)x[rwaklmd]*(?=[\\s,]|$)");
    private static final Pattern ESCAPE = Pattern.compile("(?i)change_(profile|hat)|\\bprofile\\b|\\bhat\\b|#\\s*include|\\binclude\\b|->\\s*unconfined|\\bflags\\s*=");

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
        if (TRANSITION.matcher(line).find()) {
            throw new IllegalArgumentException("the raw rule \"" + line + "\" executes under another policy, or none; only ix can be said in raw text");
        }
        if (depth != 0 || BLOCK.matcher(line).find() || ESCAPE.matcher(line).find()) {
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
