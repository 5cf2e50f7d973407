package cordon.api.policy;

import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Everything one command may do: the template's rules, the snap's own, and those of its connections. An immutable value;
 * backends compile it and nothing else. Compares by its parts.
 */
public final class AppPolicy {
    private final SecurityLabel label;
    private final SnapIdentity snap;
    private final Confinement confinement;
    private final List<PolicyEntry> entries;
    private final String hash;

    /**
     * @param label       of the command
     * @param snap        that it belongs to
     * @param confinement how its policy is enforced
     * @param entries     the rules with their origins, in the order of composition; the same rule may have several origins
     */
    public AppPolicy(SecurityLabel label, SnapIdentity snap, Confinement confinement, List<PolicyEntry> entries) {
        this.label = Objects.requireNonNull(label);
        this.snap = Objects.requireNonNull(snap);
        this.confinement = Objects.requireNonNull(confinement);
        this.entries = List.copyOf(entries);
        this.hash = hash(label, snap, confinement, this.entries);
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
        return entries;
    }

    /** The rules of one kind, without their origins, in order, each once. */
    public <R extends Rule> List<R> rules(Class<R> kind) {
        LinkedHashSet<R> rules = new LinkedHashSet<>();
        for (PolicyEntry entry : entries) {
            if (kind.isInstance(entry.rule())) {
                rules.add(kind.cast(entry.rule()));
            }
        }
        return List.copyOf(rules);
    }

    /**
     * A SHA-256 over all that decides what is enforced: label, snap and revision, base, confinement and the set of rules.
     * Origins and reasons are not part of it: profiles of policies with equal hashes enforce the same.
     */
    public String hash() {
        return hash;
    }

    private static String hash(SecurityLabel label, SnapIdentity snap, Confinement confinement, List<PolicyEntry> entries) {
        StringBuilder text = new StringBuilder();
        text.append(label.text()).append('\n').append(snap.revision()).append('\n').append(snap.base().orElse("")).append('\n')
                .append(confinement).append('\n');
        TreeSet<String> rules = new TreeSet<>();
        entries.forEach(entry -> rules.add(entry.rule().render()));
        rules.forEach(rule -> text.append(rule).append('\n'));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AppPolicy policy && policy.hash.equals(hash) && policy.entries.equals(entries);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return "policy of " + label.text() + " (" + entries.size() + " rules, " + hash.substring(0, 12) + ")";
    }
}
