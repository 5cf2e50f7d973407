package cordon.audit.model;

import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.MountRule;
import cordon.api.policy.Rule;
import cordon.api.policy.Rules;
import cordon.audit.text.Wording;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The lines of an interface.yaml that would grant something, where no interface that is here does. Pure. */
final class LocalInterface {
    private LocalInterface() {
    }

    /** The rules; none for what no rule can name. */
    static List<Rule> rules(Need need) {
        List<Rule> rules = new ArrayList<>();
        if (need instanceof Need.File file) {
            parse("file", file.path() + " " + letters(file)).ifPresent(rules::add);
            if (file.device() || file.path().startsWith("/dev/")) {
                String type = Nodes.isBlock(file.path()) ? "block" : "char";
                String access = (file.access().contains(FileAccess.READ) ? "r" : "") + (file.access().contains(FileAccess.WRITE) ? "w" : "");
                parse("device", type + " " + file.path() + " " + access).ifPresent(rules::add);
            }
        } else if (need instanceof Need.Syscall call) {
            parse("syscall", call.name()).ifPresent(rules::add);
        } else if (need instanceof Need.Socket socket) {
            parse("network", (socket.family() + " " + socket.type() + (socket.type().isEmpty() ? "" : " " + socket.protocol())).strip()).ifPresent(rules::add);
        } else if (need instanceof Need.Capability capability) {
            parse("capability", capability.name()).ifPresent(rules::add);
        } else if (need instanceof Need.Signal signal) {
            parse("signal", signal.direction() + " " + signal.signal() + pair("peer", signal.peer())).ifPresent(rules::add);
        } else if (need instanceof Need.Ptrace ptrace) {
            parse("ptrace", ptrace.mask() + pair("peer", ptrace.peer())).ifPresent(rules::add);
        } else if (need instanceof Need.Unix unix) {
            String access = unix.access().stream().sorted().map(one -> one.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(","));
            parse("unix", access + pair("type", unix.type()) + pair("address", unix.address()) + pair("peer-label", unix.peer())
                    + pair("peer-address", unix.peerAddress())).ifPresent(rules::add);
        } else if (need instanceof Need.Mount mount) {
            String kind = mount.operation().name().toLowerCase(Locale.ROOT);
            parse(kind, (pair("type", mount.type()) + pair("options", String.join(",", mount.options())) + pair("source", mount.source().startsWith("/") ? mount.source() : "")
                    + pair("target", mount.target())).strip()).ifPresent(rules::add);
            parse("capability", "sys_admin").ifPresent(rules::add);
            parse("syscall", mount.operation() == MountRule.Operation.UMOUNT ? "umount2" : "mount").ifPresent(rules::add);
        } else if (need instanceof Need.Ruled ruled) {
            rules.add(ruled.rule());
        } else if (need instanceof Need.DBus message) {
            String pairs = message.mask().equals("bind") ? " name=" + message.name()
                    : " path=" + message.path() + " interface=" + message.interfaceName() + " member=" + message.member();
            parse("dbus", message.bus().toLowerCase(Locale.ROOT) + " " + message.mask() + pairs.replaceAll(" [a-z]+=(?= |$)", "")).ifPresent(rules::add);
        }
        return rules;
    }

    /** The rules for whoever runs the program, and whatever numbers his processes have. */
    static List<Rule> ofAnybody(Need need) {
        return rules(need).stream().map(rule -> rule instanceof FileRule file ? ofAnybody(file, need instanceof Need.File seen && seen.owned().orElse(false)) : rule).toList();
    }

    private static Rule ofAnybody(FileRule rule, boolean owned) {
        // A home that is not his is not what the variable means.
        String path = owned ? rule.text().replaceFirst("^(/home/[^/]+|/root)/", "owner @{HOME}/") : rule.text();
        String general = path.replaceFirst("^/run/user/[0-9]+/", "@{RUN_USER}/")
                .replaceFirst("^/proc/[0-9]+/", "@{PROC}/[0-9]*/").replaceFirst("/task/[0-9]+/", "/task/[0-9]*/");
        return Rules.parse(rule.kind(), general);
    }

    /** The file. Each rule is quoted: a path may hold what YAML reads as something else. */
    static String text(String name, String label, Collection<Rule> rules) {
        StringBuilder text = new StringBuilder("interface: " + name + "\nsummary: what " + label + " was seen to do and no other interface grants\nslot:\n"
                + "  offered-by: [system]\n  auto-connect: false\n  review: none\nconnected-plug:\n");
        rules.stream().map(rule -> "  - " + rule.kind() + ": \"" + rule.text().replace("\\", "\\\\") + "\"\n").sorted().forEach(text::append);
        return text.toString();
    }

    private static String pair(String key, String value) {
        return value.isEmpty() ? "" : " " + key + "=" + value;
    }

    /** To execute a program the kernel reads and maps it, for which the same rule is asked. */
    private static String letters(Need.File file) {
        Set<FileAccess> access = EnumSet.noneOf(FileAccess.class);
        access.addAll(file.access());
        boolean executes = access.remove(FileAccess.EXECUTE);
        if (executes) {
            access.addAll(Set.of(FileAccess.READ, FileAccess.MAP));
        }
        return Wording.letters(access).replaceAll("[() ]", "") + (executes ? "ix" : "");
    }

    /** A path with characters of the pattern language, or with blanks, is not named by a rule: it would name something else. */
    private static Optional<Rule> parse(String kind, String text) {
        try {
            if (text.matches(".*[*?\\[\\]{}^\"#].*")) {
                return Optional.empty();
            }
            return Optional.of(Rules.parse(kind, text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // What was seen cannot be said by a rule.
        }
    }
}
