package cordon.backend.seccomp;

import cordon.api.policy.NetworkRule;
import cordon.api.policy.SyscallCondition;
import cordon.api.policy.SyscallCondition.Operator;
import cordon.api.policy.SyscallRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rules about sockets as conditions on the arguments of socket(2): family, type, protocol. Pure. */
final class Sockets {
    private Sockets() {
    }

    /**
     * The same as conditions on socket(2).
     *
     * @throws IllegalArgumentException when the family, type or protocol has no constant
     */
    static List<SyscallRule> rules(NetworkRule rule, Constants constants) {
        String family = rule.family();
        List<SyscallCondition> conditions = new ArrayList<>();
        conditions.add(equal("AF_", family, "address family", constants));
        conditions.add(rule.type() == null ? SyscallCondition.ANY : equal("SOCK_", rule.type(), "type of socket", constants));
        List<SyscallRule> rules = new ArrayList<>();
        if (rule.protocol() != null) {
            // Zero asks for the protocol that the type stands for: the same socket (ip(7)).
            if (family.startsWith("inet") && isDefault(rule)) {
                rules.add(with(conditions, new SyscallCondition(Operator.EQUAL, "0"), rule.deny()));
            }
            String prefix = family.equals("netlink") ? "NETLINK_" : "IPPROTO_";
            rules.add(with(conditions, equal(prefix, rule.protocol(), "protocol", constants), rule.deny()));
        } else {
            rules.add(with(conditions, SyscallCondition.ANY, rule.deny()));
        }
        return rules;
    }

    private static boolean isDefault(NetworkRule rule) {
        return "stream".equals(rule.type()) && rule.protocol().equals("tcp")
                || "dgram".equals(rule.type()) && rule.protocol().equals("udp");
    }

    private static SyscallRule with(List<SyscallCondition> conditions, SyscallCondition protocol, boolean deny) {
        List<SyscallCondition> all = new ArrayList<>(conditions);
        all.add(protocol);
        return new SyscallRule("socket", all, deny);
    }

    private static SyscallCondition equal(String prefix, String word, String what, Constants constants) {
        String name = prefix + word.toUpperCase(Locale.ROOT);
        if (constants.value(name).isEmpty()) {
            throw new IllegalArgumentException("there is no " + what + " \"" + word + "\" (" + name + ")");
        }
        return new SyscallCondition(Operator.EQUAL, name);
    }
}
