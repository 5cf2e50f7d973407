package cordon.core.trust;

import cordon.api.policy.Rule;

/**
 * A rule that an interface may not grant by itself.
 *
 * @param rule  the rule
 * @param why   in one line
 * @param never whether no approval helps
 */
public record Question(Rule rule, String why, boolean never) {
    /** One line: the rule, and why. */
    public String line() {
        return rule.render() + ": " + why;
    }
}
