package cordon.extender;

import cordon.api.policy.CapabilityRule;
import cordon.api.policy.DBusRule;
import cordon.api.policy.ExecTransition;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.MountRule;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.PtraceRule;
import cordon.api.policy.Rule;
import cordon.api.policy.SignalRule;
import cordon.api.policy.SyscallRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How rules answer a probe, as the policy language means them. A probe is one of {@code PATH ACCESS [owner]}, {@code cap NAME},
 * {@code net FAMILY TYPE}, {@code syscall NAME}, {@code dbus send|receive BUS NAME LABEL PATH INTERFACE MEMBER},
 * {@code dbus bind BUS NAME}, {@code mount TYPE SOURCE TARGET [OPTION...]}, {@code umount TARGET}, {@code ptrace ACCESS LABEL},
 * {@code signal ACCESS SIGNAL LABEL}. Pure.
 */
final class Verdicts {
    private static final Map<String, FileAccess> LETTERS = Map.of("r", FileAccess.READ, "w", FileAccess.WRITE, "m", FileAccess.MAP,
            "k", FileAccess.LOCK, "l", FileAccess.LINK, "x", FileAccess.EXECUTE);
    private static final Map<String, List<String>> VARIABLES = Map.of("PROC", List.of("/proc"), "HOME", List.of("/home/u", "/root"),
            "RUN_USER", List.of("/run/user/1000"), "SNAP_NAME", List.of("foo"), "SNAP_INSTANCE_NAME", List.of("foo"),
            "SNAP_REVISION", List.of("1"), "SNAP_APP", List.of("bar"), "SNAP", List.of("/snap/foo/1"));

    private final List<Rule> rules;

    Verdicts(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * {@code allow}, {@code allow i} (executed under the same policy) or {@code deny}; of a system call {@code ALLOW},
     * {@code ERRNO(1)} or {@code COND}.
     */
    String on(String probe) {
        String[] words = probe.split(" ");
        return switch (words[0]) {
            case "syscall" -> syscall(words[1]);
            case "cap" -> verdict(all(CapabilityRule.class).filter(rule -> rule.capability().equals(words[1])).map(CapabilityRule::deny).toList());
            case "net" -> verdict(all(NetworkRule.class).filter(rule -> rule.family().equals(words[1]) && fits(rule.type(), words[2]))
                    .map(NetworkRule::deny).toList());
            case "dbus" -> allowed(all(DBusRule.class).anyMatch(rule -> dbus(rule, words)));
            case "mount" -> allowed(all(MountRule.class).anyMatch(rule -> mount(rule, words)));
            case "umount" -> allowed(all(MountRule.class).anyMatch(rule -> rule.operation() == MountRule.Operation.UMOUNT && path(rule.target(), words[1])));
            case "ptrace" -> allowed(all(PtraceRule.class).anyMatch(rule -> has(rule.access(), words[1]) && glob(rule.peer(), words[2])));
            case "signal" -> allowed(all(SignalRule.class).anyMatch(rule -> has(rule.access(), words[1])
                    && (rule.signals().isEmpty() || rule.signals().contains(words[2])) && glob(rule.peer(), words[3])));
            default -> file(words);
        };
    }

    private <R extends Rule> java.util.stream.Stream<R> all(Class<R> kind) {
        return rules.stream().filter(kind::isInstance).map(kind::cast);
    }

    private String file(String[] words) {
        FileAccess access = LETTERS.get(words[1]);
        boolean owner = words.length > 2 && words[2].equals("owner");
        String verdict = "deny";
        for (FileRule rule : all(FileRule.class).toList()) {
            if (rule.access().contains(access) && (owner || !rule.owner() || rule.deny()) && rule.path().matches(words[0], VARIABLES)) {
                if (rule.deny()) {
                    return "deny";
                }
                verdict = access == FileAccess.EXECUTE && rule.exec() == ExecTransition.INHERIT ? "allow i" : "allow";
            }
        }
        return verdict;
    }

    private String syscall(String name) {
        List<SyscallRule> found = all(SyscallRule.class).filter(rule -> rule.name().equals(name)).toList();
        if (found.stream().allMatch(SyscallRule::deny)) {
            return "ERRNO(1)";
        }
        boolean always = found.stream().noneMatch(SyscallRule::deny) && found.stream().anyMatch(rule -> rule.conditions().isEmpty());
        return always ? "ALLOW" : "COND";
    }

    private static boolean dbus(DBusRule rule, String[] words) {
        if (!rule.bus().name().equalsIgnoreCase(words[2]) || !has(rule.access(), words[1]) || !glob(rule.name(), words[3])) {
            return false;
        }
        return words[1].equals("bind") ? rule.access().contains(DBusRule.Access.BIND)
                : glob(rule.peerLabel(), words[4]) && glob(rule.path(), words[5]) && glob(rule.interfaceName(), words[6]) && glob(rule.member(), words[7]);
    }

    private static boolean mount(MountRule rule, String[] words) {
        Set<String> options = Set.copyOf(Arrays.asList(words).subList(4, words.length));
        return rule.operation() == MountRule.Operation.MOUNT && fits(rule.type(), words[1]) && path(rule.source(), words[2]) && path(rule.target(), words[3])
                && rule.options().stream().allMatch(option -> option.equals("rw") || options.contains(option));
    }

    private static boolean fits(String wanted, String word) {
        return wanted == null || wanted.equals(word);
    }

    private static boolean path(PathPattern pattern, String path) {
        return pattern == null || pattern.matches(path, VARIABLES);
    }

    /** Names, labels and object paths have the wildcards of paths; what has no slash is matched as one component. */
    private static boolean glob(String pattern, String text) {
        return pattern == null || PathPattern.parse(slashed(pattern)).matches(slashed(text), VARIABLES);
    }

    private static String slashed(String text) {
        return text.startsWith("/") ? text : "/" + text;
    }

    private static boolean has(Set<? extends Enum<?>> access, String word) {
        return access.isEmpty() || access.stream().anyMatch(one -> one.name().equalsIgnoreCase(word));
    }

    private static String verdict(List<Boolean> denials) {
        return allowed(!denials.isEmpty() && !denials.contains(true));
    }

    private static String allowed(boolean yes) {
        return yes ? "allow" : "deny";
    }
}
