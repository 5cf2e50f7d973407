package cordon.backend.seccomp;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.RawRule;
import cordon.api.policy.Rule;
import cordon.api.policy.SyscallRule;
import cordon.api.policy.UserNamespaceRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A policy as a profile in the classic language: sorted, each line once, below the origins that ask for it. Pure. */
final class ProfileText {
    /** Name of this backend, which raw rules are addressed to. */
    static final String BACKEND = "seccomp";
    private static final String NEW_USER = "|CLONE_NEWUSER";

    private ProfileText() {
    }

    /** @throws IllegalArgumentException when a rule cannot be said; the message names its origin */
    static String of(AppPolicy policy, Constants constants) {
        StringBuilder text = new StringBuilder();
        text.append("# What no line allows fails with EPERM. A line with ~ refuses, whatever other lines allow.\n");
        if (policy.confinement() == Confinement.CLASSIC) {
            return text.append("@unrestricted\n").toString();
        }
        if (policy.confinement() == Confinement.DEVMODE) {
            text.append("@complain\n");
        }
        sections(policy, constants).forEach((origins, lines) -> {
            text.append("\n# ").append(origins).append('\n');
            lines.forEach(line -> text.append(line).append('\n'));
        });
        return text.toString();
    }

    /** Lines by their origins. */
    private static Map<String, Set<String>> sections(AppPolicy policy, Constants constants) {
        Map<SyscallRule, Set<String>> origins = new LinkedHashMap<>();
        Set<SyscallRule> network = new HashSet<>();
        for (PolicyEntry entry : policy.entries()) {
            for (SyscallRule rule : rules(entry, constants)) {
                origins.computeIfAbsent(rule, r -> new TreeSet<>()).add(entry.origin().describe());
                if (entry.rule() instanceof NetworkRule) {
                    network.add(rule);
                }
            }
        }
        Map<String, Set<String>> sections = new TreeMap<>(ProfileText::templateFirst);
        origins.forEach((rule, from) -> {
            boolean takenBack = rule.deny() && !network.contains(rule)
                    && origins.containsKey(new SyscallRule(rule.name(), rule.conditions()));
            if (!takenBack) {
                sections.computeIfAbsent(String.join("; ", from), key -> new TreeSet<>()).add(FilterText.line(rule));
            }
        });
        return sections;
    }

    private static List<SyscallRule> rules(PolicyEntry entry, Constants constants) {
        Rule rule = entry.rule();
        try {
            if (rule instanceof SyscallRule syscall) {
                return List.of(syscall);
            }
            if (rule instanceof NetworkRule network) {
                return Sockets.rules(network, constants);
            }
            if (rule instanceof UserNamespaceRule) {
                return rules(FilterText.parse("clone " + NEW_USER + "\nunshare " + NEW_USER));
            }
            if (rule instanceof RawRule raw && raw.backend().equals(BACKEND)) {
                if (raw.line().startsWith("@")) {
                    throw new IllegalArgumentException("a directive is for the policy's confinement to say");
                }
                return rules(FilterText.parse(raw.line()));
            }
            return List.of();
        } catch (IllegalArgumentException | FilterTextException e) {
            throw new IllegalArgumentException("\"" + rule.render() + "\" (" + entry.origin().describe() + "): " + e.getMessage(), e);
        }
    }

    private static List<SyscallRule> rules(FilterText text) {
        return new ArrayList<>(text.rules().keySet());
    }

    private static int templateFirst(String a, String b) {
        boolean first = a.equals("template");
        return first == b.equals("template") ? a.compareTo(b) : first ? -1 : 1;
    }
}
