package cordon.api.admission;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule of who may have what. How rules work together is in {@code docs/INTERFACES.md}: a rule that denies beats those that allow, the
 * plug's side is asked before the slot's.
 *
 * @param side      on which it stands
 * @param allow     whether it allows, or denies
 * @param step      what
 * @param condition when it fits
 * @param reason    one line for people; may be empty
 */
public record AdmissionRule(Side side, boolean allow, Step step, Condition condition, String reason) {
    /** @throws IllegalArgumentException when a rule about an installation asks about a connection, or the reason is not one line */
    public AdmissionRule {
        Objects.requireNonNull(side);
        if (step == Step.INSTALLATION && condition.needsPeer()) {
            throw new IllegalArgumentException("at an installation there is no other side yet: ask about it in a rule of connection");
        }
        if (reason.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the reason of a rule must be one line of text");
        }
    }

    /**
     * Reads a rule: {@code allow-auto-connection} and {@code publisher=acme slot.type=system}.
     *
     * @param side   on which it stands
     * @param kind   {@code allow-} or {@code deny-}, and the step
     * @param text   the condition; empty for always
     * @param reason one line for people
     * @throws IllegalArgumentException when it is no such rule; the message says what is wrong with which word
     */
    public static AdmissionRule parse(Side side, String kind, String text, String reason) {
        return new AdmissionRule(side, kind.startsWith("allow-"), step(kind), ConditionText.parse(side, text), reason);
    }

    private static Step step(String kind) {
        return Arrays.stream(Step.values()).filter(step -> kind.equals("allow-" + step.text()) || kind.equals("deny-" + step.text())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no rule \"" + kind + "\"; there are " + Arrays.stream(Step.values())
                        .flatMap(step -> Stream.of("allow-" + step.text(), "deny-" + step.text())).collect(Collectors.joining(", "))));
    }

    /** {@code deny-installation}. */
    public String kind() {
        return (allow ? "allow-" : "deny-") + step.text();
    }

    /** The condition as {@link #parse} reads it; empty for always. */
    public String text() {
        return ConditionText.render(side, condition);
    }

    /** In one line, without the reason: {@code plug deny-installation: type=base}. */
    public String render() {
        String text = text();
        return side.text() + " " + kind() + (text.isEmpty() ? "" : ": " + text);
    }
}
