package cordon.core;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Step;
import java.util.List;

/**
 * What the administrator says of who may have an interface.
 *
 * @param rules    each with its file and line in its reason
 * @param override whether they take the place of the interface's own rules about the same steps; else they add to them
 */
public record SiteRules(List<AdmissionRule> rules, boolean override) {
    /** Nothing is said. */
    public static final SiteRules NONE = new SiteRules(List.of(), false);

    /** Copies the list. */
    public SiteRules {
        rules = List.copyOf(rules);
    }

    /** Whether the interface's own rules about that step do not count. */
    public boolean overrides(Step step) {
        return override && rules.stream().anyMatch(rule -> rule.step() == step);
    }
}
