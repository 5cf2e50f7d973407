package cordon.extender;

import cordon.api.policy.Statement;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import java.util.Optional;
import java.util.Set;

/**
 * A rule of a file that is given for a connection. It may name the other side: {@value #LABEL} stands for the labels of its commands, {@value #SNAP} for its
 * snap, and a rule with that is for a connection with a snap alone.
 */
final class Grant {
    static final String LABEL = "@{PEER_LABEL}";
    static final String SNAP = "@{PEER_SNAP}";
    /** The label of what Cordon does not confine, the services of the system among it. */
    private static final String UNCONFINED = "unconfined";

    private final String kind;
    private final String text;
    private final String reason;
    /** What it is for every connection when it names nobody: most do not, and reading a rule is what costs. */
    private final Optional<Statement> always;

    /** @throws IllegalArgumentException when it is no rule, whoever the other side is */
    Grant(String kind, String text, String reason) {
        this.kind = kind;
        this.text = text;
        this.reason = reason;
        Statement any = Statement.parse(kind, text.replace(LABEL, UNCONFINED).replace(SNAP, "any"), reason);
        this.always = text.contains(LABEL) || text.contains(SNAP) ? Optional.empty() : Optional.of(any);
    }

    /**
     * The rule for one connection.
     *
     * @param snap     the other side's; the system is one
     * @param commands that the plug or slot of the other side belongs to
     * @return empty when it is for snaps, and the other side is the system
     */
    Optional<Statement> to(SnapIdentity snap, Set<String> commands) {
        if (always.isPresent()) {
            return always;
        }
        if (snap.isSystem() && text.contains(SNAP)) {
            return Optional.empty();
        }
        String label = snap.isSystem() ? UNCONFINED : SecurityLabel.pattern(snap.instanceName(), commands);
        return Optional.of(Statement.parse(kind, text.replace(LABEL, label).replace(SNAP, snap.instanceName()), reason));
    }
}
