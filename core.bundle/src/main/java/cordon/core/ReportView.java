package cordon.core;

import cordon.api.backend.Enforcement;
import cordon.api.policy.Confinement;
import cordon.api.policy.PolicyEntry;
import java.util.List;
import java.util.Locale;

/**
 * How faithfully a command's policy is enforced, here and now.
 *
 * @param command     as it is run
 * @param verdict     one line: {@code strict}, {@code partial: no file mediation}, {@code does not launch: ...}
 * @param confinement how its policy is enforced
 * @param backends    those that are here, by name
 * @param rules       of the policy, in the order of composition
 */
public record ReportView(String command, String verdict, Confinement confinement, List<BackendView> backends, List<RuleView> rules) {
    /** Copies the lists. */
    public ReportView {
        backends = List.copyOf(backends);
        rules = List.copyOf(rules);
    }

    /** The rules that are enforced to this degree. */
    public List<RuleView> rules(Degree degree) {
        return rules.stream().filter(rule -> rule.degree() == degree).toList();
    }

    /** How much of a rule is enforced; the worst first. */
    public enum Degree {
        /** Nobody mediates what it is about. */
        NOT_ENFORCED,
        /** More is allowed than it says. */
        WEAKER,
        /** Less is allowed than it says. */
        STRICTER,
        /** What it says is allowed, no more and no less. */
        EXACTLY;

        /** For people: {@code not enforced}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** The degree of one backend's answer. */
        public static Degree of(Enforcement enforcement) {
            if (enforcement instanceof Enforcement.Exactly) {
                return EXACTLY;
            }
            return enforcement instanceof Enforcement.Stricter ? STRICTER : enforcement instanceof Enforcement.Weaker ? WEAKER : NOT_ENFORCED;
        }
    }

    /**
     * A rule, with what each backend makes of it.
     *
     * @param entry   the rule and its origin
     * @param degree  of all backends together: an access has to pass every one that mediates it
     * @param answers one a backend, in the order of the backends; and Cordon's own where it enforces the rule itself
     */
    public record RuleView(PolicyEntry entry, Degree degree, List<Answer> answers) {
        /** Copies the list. */
        public RuleView {
            answers = List.copyOf(answers);
        }
    }

    /**
     * What one backend makes of a rule.
     *
     * @param backend     its name; {@code cordon} for what is enforced without a backend
     * @param enforcement what it says
     */
    public record Answer(String backend, Enforcement enforcement) {
        /** The degree of this answer. */
        public Degree degree() {
            return Degree.of(enforcement);
        }
    }
}
