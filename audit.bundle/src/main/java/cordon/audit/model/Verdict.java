package cordon.audit.model;

import cordon.api.policy.PolicyEntry;
import java.util.List;

/**
 * Whether rules allow something.
 *
 * @param answer  the answer
 * @param because the rules that decide: those that allow, or the one that refuses; none where no rule is about it
 * @param note    on what it depends; empty otherwise
 */
public record Verdict(Answer answer, List<PolicyEntry> because, String note) {
    /** Copies the list. */
    public Verdict {
        because = List.copyOf(because);
    }

    /** The answer. */
    public enum Answer {
        /** Rules allow it. */
        ALLOWED,
        /** It depends on what the question does not say. */
        DEPENDS,
        /** No rule allows it, or one refuses it. */
        REFUSED
    }
}
