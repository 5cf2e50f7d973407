package cordon.api.policy;

import java.util.Set;

/**
 * Tracing and reading processes of other labels (apparmor.d(5), "PTrace rules").
 *
 * @param access what may be done; empty for all
 * @param peer   security label of the other side, or null for any
 */
public record PtraceRule(Set<Access> access, String peer) implements Rule {
    /** What may be done. */
    public enum Access {
        /** Trace the peer. */ TRACE,
        /** Read the peer, through procfs for instance. */ READ,
        /** Be traced by the peer. */ TRACEDBY,
        /** Be read by the peer. */ READBY
    }

    /** @throws IllegalArgumentException when the label cannot be one */
    public PtraceRule {
        access = Set.copyOf(access);
        Checks.label("a label", peer);
    }

    @Override
    public String kind() {
        return "ptrace";
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(Words.names(access));
        Words.pair(text, "peer", peer);
        return text.toString();
    }

    static PtraceRule parse(Words words) {
        Set<Access> access = Words.set(Access.class, words.next("trace, read, tracedby, readby or all"));
        return new PtraceRule(access, words.pairs(Set.of("peer")).get("peer"));
    }
}
