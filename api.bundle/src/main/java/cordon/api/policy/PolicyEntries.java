package cordon.api.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Entries that several policies share: they are kept once, and what their rules come to is computed once. An immutable value.
 */
public final class PolicyEntries {
    private final PolicyEntries common;
    private final List<PolicyEntry> own;
    private final List<PolicyEntry> all;
    private volatile Computed computed;

    /**
     * What is computed when it is asked for, and is the same whoever computes it.
     *
     * @param rules  own ones that are not among the common ones, as text
     * @param digest of all
     */
    private record Computed(Set<String> rules, String digest) {
    }

    private PolicyEntries(PolicyEntries common, List<PolicyEntry> own, List<PolicyEntry> all) {
        this.common = common;
        this.own = own;
        this.all = all;
    }

    /** These entries, in this order. */
    public static PolicyEntries of(List<PolicyEntry> entries) {
        List<PolicyEntry> all = List.copyOf(entries);
        return new PolicyEntries(null, all, all);
    }

    /** These entries and, after them, more. */
    public PolicyEntries and(List<PolicyEntry> more) {
        List<PolicyEntry> all = new ArrayList<>(this.all.size() + more.size());
        all.addAll(this.all);
        all.addAll(more);
        return new PolicyEntries(this, List.copyOf(more), List.copyOf(all));
    }

    /** All of them, in order. */
    public List<PolicyEntry> list() {
        return all;
    }

    /**
     * A SHA-256 over the set of rules, hexadecimal. Entries that were put together in the same steps have equal digests exactly if they have the
     * same rules, whatever the order, origins and reasons.
     */
    String digest() {
        return computed().digest();
    }

    private boolean has(String rule) {
        return computed().rules().contains(rule) || common != null && common.has(rule);
    }

    private Computed computed() {
        Computed known = computed;
        if (known == null) {
            known = compute();
            computed = known;
        }
        return known;
    }

    private Computed compute() {
        Set<String> rules = new TreeSet<>();
        StringBuilder text = new StringBuilder(common == null ? "" : common.digest()).append('\n');
        for (PolicyEntry entry : own) {
            String rule = entry.rule().render();
            if (common == null || !common.has(rule)) {
                rules.add(rule);
            }
        }
        rules.forEach(rule -> text.append(rule).append('\n'));
        return new Computed(rules, sha256(text));
    }

    static String sha256(CharSequence text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
