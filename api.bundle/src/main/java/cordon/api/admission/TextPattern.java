package cordon.api.admission;

/**
 * A pattern for names and attributes: {@code *} stands for any run of characters, slashes and none at all included, {@code ?} for one. All
 * of the value has to match.
 *
 * @param text the pattern
 */
public record TextPattern(String text) {
    private static final int LONGEST = 256;
    /** Commas and blanks separate patterns. The others mean something in languages of patterns that this is not. */
    private static final String REFUSED = ", \t[]{}()|^\\\"'";

    /** @throws IllegalArgumentException when it is empty, too long, or has a character that is none of a pattern */
    public TextPattern {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException("a pattern has 1 to " + LONGEST + " characters");
        }
        text.codePoints().filter(c -> Character.isISOControl(c) || REFUSED.indexOf(c) >= 0).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException((Character.isISOControl(c) ? "a control character" : "\"" + Character.toString(c) + "\"")
                    + " cannot be in a pattern; * stands for any characters and ? for one");
        });
    }

    /** Whether all of the value matches. Takes time proportional to the product of the lengths at most. */
    public boolean matches(String value) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < value.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == value.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
