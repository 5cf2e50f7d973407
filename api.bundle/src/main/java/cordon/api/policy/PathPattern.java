package cordon.api.policy;

import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A pattern of absolute paths in AppArmor's language (apparmor.d(5), "Globbing"): {@code *} any characters but {@code /},
 * {@code **} any characters, {@code ?} one character but {@code /}, {@code [abc]} and {@code [^abc]} one of or none of those and no {@code /},
 * {@code {one,two}} alternatives, {@code @{NAME}} a variable. A pattern of a directory ends in {@code /}.
 *
 * <p>There are two ways in. {@link #parse} is for policy authors and knows the whole language; {@link #literal} is for text
 * from a {@code snap.yaml} and refuses every character that means something in it, and those that could end a rule.
 * Compares by its text.
 */
public final class PathPattern implements Comparable<PathPattern> {
    /**
     * What can never stand in a pattern: it could end a word, a line, a rule or a profile, or show as something else (Unicode's blanks and format
     * characters). Half of a surrogate pair is written as a question mark, which is a wildcard.
     */
    private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x20\\x7f-\\x9f\\p{Cf}\\p{Cs}\\p{Z}\"'#\\\\;|<>()$`!&]");
    private static final Pattern SPECIAL = Pattern.compile("[*?\\[\\]{},^@]");
    private static final int LONGEST = 4096;

    private final String text;
    private final boolean literal;

    private PathPattern(String text, boolean literal) {
        this.text = text;
        this.literal = literal;
    }

    /**
     * A pattern written by a policy author.
     *
     * @throws IllegalArgumentException when it is no absolute path or variable, has a forbidden character, an unknown
     *                                  variable, {@code ..}, or brackets or braces that do not match
     */
    public static PathPattern parse(String text) {
        check(text);
        PathGlob.validate(text);
        return new PathPattern(text, !SPECIAL.matcher(text).find());
    }

    /**
     * Exactly one path, from text that is not trusted.
     *
     * @throws IllegalArgumentException when it is no clean absolute path, or has a character with a meaning in a pattern
     */
    public static PathPattern literal(String text) {
        check(text);
        if (SPECIAL.matcher(text).find()) {
            throw new IllegalArgumentException("the path \"" + Checks.printable(text) + "\" has one of the characters * ? [ ] { } , ^ @; name one exact path");
        }
        if (!text.startsWith("/") || text.contains("//") || text.contains("/./") || text.endsWith("/.")) {
            throw new IllegalArgumentException("the path \"" + text + "\" is not absolute and clean");
        }
        return new PathPattern(text, true);
    }

    /**
     * Exactly one path, from an attribute that must be there.
     *
     * @throws AttributeException when it is not, is no text, or {@link #literal(String)} refuses it
     */
    public static PathPattern literal(Attributes attributes, String name) throws AttributeException {
        return literal(attributes, name, attributes.requiredString(name));
    }

    /**
     * Exactly one path, from a text that an attribute has somewhere in it.
     *
     * @throws AttributeException when {@link #literal(String)} refuses it
     */
    public static PathPattern literal(Attributes attributes, String name, String text) throws AttributeException {
        try {
            return literal(text);
        } catch (IllegalArgumentException e) {
            throw attributes.error(name, e.getMessage());
        }
    }

    private static void check(String text) {
        Objects.requireNonNull(text);
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException("a path has 1 to " + LONGEST + " characters, not " + text.length());
        }
        if (FORBIDDEN.matcher(text).find()) {
            throw new IllegalArgumentException("the path \"" + Checks.printable(text) + "\" has a blank, a quote or another character that paths in a policy cannot have");
        }
        if (!text.startsWith("/") && !text.startsWith("@{") && !text.startsWith("{")) {
            throw new IllegalArgumentException("the path \"" + text + "\" is not absolute");
        }
        if (text.equals("/..") || text.endsWith("/..") || text.contains("/../")) {
            throw new IllegalArgumentException("the path \"" + text + "\" has \"..\"");
        }
    }

    /**
     * This pattern with one of the policy's author appended: {@code **} for the tree below a directory. Never with text of a snap.
     *
     * @throws IllegalArgumentException when the whole is no pattern, see {@link #parse}
     */
    public PathPattern below(String suffixPattern) {
        return parse(text + suffixPattern);
    }

    /** The text of the pattern. */
    public String text() {
        return text;
    }

    /** Whether it names one path: no variables, no wildcards. */
    public boolean isLiteral() {
        return literal;
    }

    /** Whether it names directories alone. */
    public boolean isDirectory() {
        return text.endsWith("/");
    }

    /**
     * All patterns without variables and braces that this one stands for, in order.
     *
     * @param values what each variable without its {@code @{}} stands for; a variable may have several values
     * @throws IllegalArgumentException when a variable has no value, or there are more than 4096 alternatives
     */
    public List<String> alternatives(Map<String, List<String>> values) {
        return PathGlob.alternatives(text, values);
    }

    /** Whether the path is matched, with the variables' values. */
    public boolean matches(String path, Map<String, List<String>> values) {
        for (String alternative : alternatives(values)) {
            if (PathGlob.matches(alternative, path)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int compareTo(PathPattern other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
