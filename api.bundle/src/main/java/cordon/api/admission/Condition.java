package cordon.api.admission;

import java.util.Objects;
import java.util.Set;

/**
 * When a rule fits: when all that it asks holds.
 *
 * @param own           what is asked of the side that the rule stands on
 * @param peer          what is asked of the other side
 * @param samePublisher whether both must be of one publisher, and it known
 * @param systems       kinds of systems; empty for all
 */
public record Condition(Party own, Party peer, boolean samePublisher, Set<SystemKind> systems) {
    /** Always. */
    public static final Condition ALWAYS = new Condition(Party.ANYBODY, Party.ANYBODY, false, Set.of());

    /** All are required. */
    public Condition {
        Objects.requireNonNull(own);
        Objects.requireNonNull(peer);
        systems = Set.copyOf(systems);
    }

    /** Whether it asks something that only a connection can answer. */
    public boolean needsPeer() {
        return samePublisher || !peer.isAnybody();
    }
}
