package cordon.audit.model;

import cordon.api.policy.NetworkRule;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rule;
import cordon.api.policy.UnixSocketRule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Unix sockets without a name in the file system: what each rule adds up to. Pure. */
final class UnixMatch {
    private UnixMatch() {
    }

    static Verdict of(List<PolicyEntry> entries, Need.Unix need) {
        Set<UnixSocketRule.Access> missing = EnumSet.copyOf(need.access());
        List<PolicyEntry> because = new ArrayList<>();
        for (PolicyEntry entry : entries) {
            Set<UnixSocketRule.Access> granted = granted(entry.rule(), need);
            if (granted.stream().anyMatch(need.access()::contains)) {
                missing.removeAll(granted);
                because.add(entry);
            }
        }
        return missing.isEmpty() ? new Verdict(Verdict.Answer.ALLOWED, because, "") : new Verdict(Verdict.Answer.REFUSED, List.of(), "");
    }

    /** A rule for the whole address family grants all (apparmor.d(5), "Network Rules"). */
    private static Set<UnixSocketRule.Access> granted(Rule rule, Need.Unix need) {
        if (rule instanceof NetworkRule network && network.family().equals("unix") && !network.deny() && TextPattern.matches(network.type(), need.type())) {
            return EnumSet.allOf(UnixSocketRule.Access.class);
        }
        boolean matches = rule instanceof UnixSocketRule socket && TextPattern.matches(socket.type(), need.type()) && TextPattern.matches(socket.address(), need.address())
                && TextPattern.matches(socket.peerAddress(), need.peerAddress()) && TextPattern.matches(socket.peerLabel(), need.peer());
        if (!matches) {
            return Set.of();
        }
        Set<UnixSocketRule.Access> access = ((UnixSocketRule) rule).access();
        return access.isEmpty() ? EnumSet.allOf(UnixSocketRule.Access.class) : access;
    }
}
