package cordon.audit.model;

import cordon.api.policy.NetworkRule;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.SyscallCondition;
import cordon.api.policy.SyscallRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** System calls and sockets. Pure. */
final class SyscallMatch {
    private SyscallMatch() {
    }

    /** Whether something holds; empty when the arguments do not say. */
    private enum Holds { YES, NO, UNKNOWN }

    static Verdict of(List<PolicyEntry> entries, Need.Syscall need) {
        List<PolicyEntry> rules = entries.stream().filter(entry -> entry.rule() instanceof SyscallRule rule && rule.name().equals(need.name())).toList();
        List<PolicyEntry> allow = new ArrayList<>();
        List<PolicyEntry> perhaps = new ArrayList<>();
        for (PolicyEntry entry : rules) {
            SyscallRule rule = (SyscallRule) entry.rule();
            Holds holds = holds(rule, need.arguments());
            if (rule.deny()) {
                boolean givenBack = rules.stream().map(PolicyEntry::rule).anyMatch(new SyscallRule(rule.name(), rule.conditions())::equals);
                if (holds == Holds.YES && !givenBack) {
                    return new Verdict(Verdict.Answer.REFUSED, List.of(entry), "");
                }
                if (holds == Holds.UNKNOWN && !givenBack) {
                    perhaps.add(entry);
                }
            } else if (holds != Holds.NO) {
                (holds == Holds.YES ? allow : perhaps).add(entry);
            }
        }
        if (need.name().equals("socket") && need.arguments().isEmpty()) {
            entries.stream().filter(entry -> entry.rule() instanceof NetworkRule rule && !rule.deny()).forEach(perhaps::add);
        }
        boolean refusesPerhaps = perhaps.stream().anyMatch(SyscallMatch::refuses);
        if (!allow.isEmpty() && !refusesPerhaps) {
            return new Verdict(Verdict.Answer.ALLOWED, allow, "");
        }
        if (allow.isEmpty() && perhaps.stream().allMatch(SyscallMatch::refuses)) {
            return new Verdict(Verdict.Answer.REFUSED, List.of(), "");
        }
        List<PolicyEntry> all = new ArrayList<>(allow);
        all.addAll(perhaps);
        return new Verdict(Verdict.Answer.DEPENDS, all, "it depends on the arguments");
    }

    private static boolean refuses(PolicyEntry entry) {
        return entry.rule() instanceof SyscallRule rule && rule.deny();
    }

    static Verdict of(List<PolicyEntry> entries, Need.Socket need) {
        List<PolicyEntry> allow = new ArrayList<>();
        for (PolicyEntry entry : entries) {
            if (entry.rule() instanceof NetworkRule rule && matches(rule, need)) {
                if (rule.deny()) {
                    return new Verdict(Verdict.Answer.REFUSED, List.of(entry), "");
                }
                allow.add(entry);
            }
        }
        if (!allow.isEmpty()) {
            return new Verdict(Verdict.Answer.ALLOWED, allow, "");
        }
        List<String> arguments = new ArrayList<>(List.of("AF_" + need.family().toUpperCase(Locale.ROOT)));
        if (!need.type().isEmpty()) {
            arguments.add("SOCK_" + need.type().toUpperCase(Locale.ROOT));
            arguments.add(need.protocol().isEmpty() ? "0" : need.protocol());
        }
        return of(entries, new Need.Syscall("socket", arguments));
    }

    private static boolean matches(NetworkRule rule, Need.Socket need) {
        boolean type = rule.type() == null || rule.type().equals(need.type()) || need.type().isEmpty();
        // Protocol 0 is the one that the type stands for (ip(7)); of netlink it is "route" (netlink(7)).
        String standard = switch (need.family() + " " + need.type()) {
            case "inet stream", "inet6 stream" -> "tcp";
            case "inet dgram", "inet6 dgram" -> "udp";
            case "netlink raw", "netlink dgram" -> "route";
            default -> "";
        };
        boolean protocol = rule.protocol() == null || rule.protocol().equals(need.protocol().isEmpty() || need.protocol().equals("0") ? standard : need.protocol());
        return rule.family().equals(need.family()) && type && protocol;
    }

    private static Holds holds(SyscallRule rule, List<String> arguments) {
        Holds all = Holds.YES;
        for (int i = 0; i < rule.conditions().size(); i++) {
            SyscallCondition condition = rule.conditions().get(i);
            if (condition.operator() == SyscallCondition.Operator.ANY) {
                continue;
            }
            Holds one = i < arguments.size() ? holds(condition, arguments.get(i)) : Holds.UNKNOWN;
            if (one == Holds.NO) {
                return Holds.NO;
            }
            all = one == Holds.UNKNOWN ? Holds.UNKNOWN : all;
        }
        return all;
    }

    private static Holds holds(SyscallCondition condition, String argument) {
        OptionalLong is = Constants.value(argument);
        OptionalLong wanted = Constants.value(condition.value());
        if (is.isEmpty() || wanted.isEmpty()) {
            boolean same = argument.equals(condition.value());
            Optional<Boolean> sure = !same ? Optional.empty() : switch (condition.operator()) {
                case EQUAL, AT_MOST, AT_LEAST, HAS_BITS -> Optional.of(true);
                case NOT, LESS, MORE -> Optional.of(false);
                case ANY -> Optional.of(true);
            };
            return sure.map(holds -> holds ? Holds.YES : Holds.NO).orElse(Holds.UNKNOWN);
        }
        long a = is.getAsLong();
        long b = wanted.getAsLong();
        int order = Long.compareUnsigned(a, b);
        boolean holds = switch (condition.operator()) {
            case EQUAL -> a == b;
            case NOT -> a != b;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            case AT_LEAST -> order >= 0;
            case HAS_BITS -> (a & b) == b;
            case ANY -> true;
        };
        return holds ? Holds.YES : Holds.NO;
    }
}
