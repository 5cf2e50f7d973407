package cordon.api.policy;

import java.util.Objects;

/**
 * A rule as its author states it: what is granted, and why it is needed.
 *
 * @param rule   the rule
 * @param reason one line for people; may be empty
 */
public record Statement(Rule rule, String reason) {
    /** Both are required. @throws IllegalArgumentException when the reason is not one line of printable text */
    public Statement {
        Objects.requireNonNull(rule);
        if (reason.codePoints().anyMatch(c -> Character.isISOControl(c))) {
            throw new IllegalArgumentException("the reason of \"" + rule.render() + "\" must be one line of text");
        }
    }

    /** Without a reason. */
    public static Statement of(Rule rule) {
        return new Statement(rule, "");
    }

    /** Reads a rule; see {@link Rules#parse}. */
    public static Statement parse(String kind, String text, String reason) {
        return new Statement(Rules.parse(kind, text), reason);
    }
}
