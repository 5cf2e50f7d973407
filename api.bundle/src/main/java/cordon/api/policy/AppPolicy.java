package cordon.api.policy;

import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * Everything one command may do: the template's rules, the snap's own, and those of its connections. An immutable value;
 * backends compile it and nothing else. Compares by its parts.
 */
public final class AppPolicy {
    private final SecurityLabel label;
    private final SnapIdentity snap;
    private final Confinement confinement;
    private final PolicyEntries entries;
    private volatile String hash;

    /**
     * @param label       of the command
     * @param snap        that it belongs to
     * @param confinement how its policy is enforced
     * @param entries     the rules with their origins, in the order of composition; the same rule may have several origins
     */
    public AppPolicy(SecurityLabel label, SnapIdentity snap, Confinement confinement, List<PolicyEntry> entries) {
        this(label, snap, confinement, PolicyEntries.of(entries));
    }

    /**
     * @param label       of the command
     * @param snap        that it belongs to
     * @param confinement how its policy is enforced
     * @param entries     the rules with their origins, which other policies may share
     */
    public AppPolicy(SecurityLabel label, SnapIdentity snap, Confinement confinement, PolicyEntries entries) {
        this.label = Objects.requireNonNull(label);
        this.snap = Objects.requireNonNull(snap);
        this.confinement = Objects.requireNonNull(confinement);
        this.entries = Objects.requireNonNull(entries);
    }

    /** The security label of the command. */
    public SecurityLabel label() {
        return label;
    }

    /** The snap that the command belongs to. */
    public SnapIdentity snap() {
        return snap;
    }

    /** How the policy is enforced. */
    public Confinement confinement() {
        return confinement;
    }

    /** The rules with their origins. */
    public List<PolicyEntry> entries() {
        return entries.list();
    }

    /** The rules of one kind, without their origins, in order, each once. */
    public <R extends Rule> List<R> rules(Class<R> kind) {
        LinkedHashSet<R> rules = new LinkedHashSet<>();
        for (PolicyEntry entry : entries()) {
            if (kind.isInstance(entry.rule())) {
                rules.add(kind.cast(entry.rule()));
            }
        }
        return List.copyOf(rules);
    }

    /**
     * A SHA-256 over all that decides what is enforced: label, snap and revision, base, confinement and the set of rules.
     * Origins and reasons are not part of it: profiles of policies with equal hashes enforce the same. Those whose {@link PolicyEntries} were put
     * together in other steps differ in it. It is computed when it is asked for the first time.
     */
    public String hash() {
        String known = hash;
        if (known == null) {
            known = PolicyEntries.sha256(label.text() + "\n" + snap.revision() + "\n" + snap.base().orElse("") + "\n" + confinement + "\n" + entries.digest());
            hash = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AppPolicy policy && policy.hash().equals(hash()) && policy.entries().equals(entries());
    }

    @Override
    public int hashCode() {
        return hash().hashCode();
    }

    @Override
    public String toString() {
        return "policy of " + label.text() + " (" + entries().size() + " rules, " + hash().substring(0, 12) + ")";
    }
}
