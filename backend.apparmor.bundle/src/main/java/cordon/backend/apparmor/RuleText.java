package cordon.backend.apparmor;

import cordon.api.policy.CapabilityRule;
import cordon.api.policy.DBusRule;
import cordon.api.policy.ExecTransition;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.LinkRule;
import cordon.api.policy.MountRule;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.PtraceRule;
import cordon.api.policy.RawRule;
import cordon.api.policy.Rule;
import cordon.api.policy.SignalRule;
import cordon.api.policy.UnixSocketRule;
import cordon.api.policy.UserNamespaceRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One rule of a policy as rules of a profile (apparmor.d(5)). What rules hold was checked when they were made: none of it can end a
 * string, a rule or a profile. Pure.
 */
final class RuleText {
    /** Name of this backend, which raw rules are addressed to. */
    static final String BACKEND = "apparmor";
    /** What a process does with its own socket; a rule for these cannot name a peer. */
    private static final Set<UnixSocketRule.Access> LOCAL = EnumSet.of(UnixSocketRule.Access.CREATE, UnixSocketRule.Access.BIND,
            UnixSocketRule.Access.LISTEN, UnixSocketRule.Access.GETATTR, UnixSocketRule.Access.SETATTR, UnixSocketRule.Access.GETOPT,
            UnixSocketRule.Access.SETOPT, UnixSocketRule.Access.SHUTDOWN);

    private RuleText() {
    }

    /**
     * The lines, each a whole rule; none for what AppArmor, or this kernel's, does not mediate.
     *
     * @throws IllegalArgumentException when AppArmor's language cannot say it
     */
    static List<String> of(Rule rule, boolean userNamespaces) {
        if (rule instanceof FileRule file) {
            return List.of(prefix(file.deny(), file.owner()) + path(file.path()) + " " + letters(file) + ",");
        } else if (rule instanceof LinkRule link) {
            return List.of(prefix(link.deny(), link.owner()) + "link " + path(link.link()) + " -> " + path(link.target()) + ",");
        } else if (rule instanceof CapabilityRule capability) {
            return List.of(prefix(capability.deny(), false) + "capability " + capability.capability() + ",");
        } else if (rule instanceof NetworkRule network) {
            return List.of(network(network));
        } else if (rule instanceof UnixSocketRule unix) {
            return unix(unix);
        } else if (rule instanceof DBusRule dbus) {
            return dbus(dbus);
        } else if (rule instanceof SignalRule signal) {
            return List.of("signal" + list(signal.access()) + option(" set=", signal.signals()) + string(" peer=", signal.peer()) + ",");
        } else if (rule instanceof PtraceRule ptrace) {
            return List.of("ptrace" + list(ptrace.access()) + string(" peer=", ptrace.peer()) + ",");
        } else if (rule instanceof MountRule mount) {
            return List.of(mount(mount));
        } else if (rule instanceof UserNamespaceRule) {
            return userNamespaces ? List.of("userns,") : List.of();
        } else if (rule instanceof RawRule raw && raw.backend().equals(BACKEND)) {
            return List.of(raw(raw.line().strip()));
        }
        return List.of();
    }

    private static String prefix(boolean deny, boolean owner) {
        return (deny ? "deny " : "") + (owner ? "owner " : "");
    }

    /** The parser knows a path by its first character, and lets {@code [^a]} match a slash, which no class of ours does. */
    private static String path(PathPattern path) {
        if (path.text().startsWith("{")) {
            throw new IllegalArgumentException("the path " + path + " begins with alternatives; begin it with \"/\" or a variable, or make it several rules");
        }
        return '"' + path.text().replace("[^", "[^/") + '"';
    }

    private static String letters(FileRule file) {
        StringBuilder letters = new StringBuilder();
        for (FileAccess one : FileAccess.values()) {
            if (file.access().contains(one)) {
                letters.append(one == FileAccess.EXECUTE ? (file.deny() ? ExecTransition.ANY : file.exec()).text() : String.valueOf(one.letter()));
            }
        }
        return letters.toString();
    }

    /** There are no protocols in this language; those of the internet have a type each. */
    private static String network(NetworkRule network) {
        String type = network.type();
        if (type == null && network.protocol() != null) {
            type = network.protocol().equals("tcp") ? "stream" : network.protocol().equals("udp") ? "dgram" : null;
        }
        return prefix(network.deny(), false) + "network " + network.family() + (type == null ? "" : " " + type) + ",";
    }

    private static List<String> unix(UnixSocketRule unix) {
        String socket = string(" type=", unix.type()) + string(" addr=", unix.address());
        if (unix.peerLabel() == null && unix.peerAddress() == null) {
            return List.of("unix" + list(unix.access()) + socket + ",");
        }
        Set<UnixSocketRule.Access> local = EnumSet.noneOf(UnixSocketRule.Access.class);
        Set<UnixSocketRule.Access> withPeer = EnumSet.complementOf(EnumSet.copyOf(LOCAL));
        if (!unix.access().isEmpty()) {
            local.addAll(unix.access());
            local.retainAll(LOCAL);
            withPeer.retainAll(unix.access());
        }
        List<String> lines = new ArrayList<>();
        if (!local.isEmpty()) {
            lines.add("unix" + list(local) + socket + ",");
        }
        if (!withPeer.isEmpty()) {
            lines.add("unix" + list(withPeer) + socket + peer(string("label=", unix.peerLabel()), string("addr=", unix.peerAddress())) + ",");
        }
        return lines;
    }

    private static List<String> dbus(DBusRule dbus) {
        String bus = " bus=" + word(dbus.bus());
        Set<DBusRule.Access> access = EnumSet.noneOf(DBusRule.Access.class);
        access.addAll(dbus.access());
        if (access.isEmpty()) {
            access.add(DBusRule.Access.SEND);
            access.add(DBusRule.Access.RECEIVE);
        }
        List<String> lines = new ArrayList<>();
        if (access.remove(DBusRule.Access.EAVESDROP)) {
            lines.add("dbus (eavesdrop)" + bus + ",");
        }
        boolean bind = access.remove(DBusRule.Access.BIND);
        if (bind) {
            lines.add("dbus (bind)" + bus + string(" name=", dbus.name()) + ",");
        }
        if (!access.isEmpty()) {
            lines.add("dbus" + list(access) + bus + string(" path=", dbus.path()) + string(" interface=", dbus.interfaceName())
                    + string(" member=", dbus.member()) + peer(bind ? "" : string("name=", dbus.name()), string("label=", dbus.peerLabel())) + ",");
        }
        return lines;
    }

    private static String mount(MountRule mount) {
        String target = mount.target() == null ? "" : path(mount.target());
        String what = word(mount.operation()) + string(" fstype=", mount.type()) + option(" options=", mount.options());
        if (mount.operation() == MountRule.Operation.MOUNT) {
            return what + (mount.source() == null ? "" : " " + path(mount.source())) + (target.isEmpty() ? "" : " -> " + target) + ",";
        }
        return what + (target.isEmpty() ? "" : " " + target) + ",";
    }

    private static String raw(String line) {
        return line.endsWith(",") || line.endsWith("}") ? line : line + ",";
    }

    private static String peer(String one, String other) {
        String conditions = one + (one.isEmpty() || other.isEmpty() ? "" : ", ") + other;
        return conditions.isEmpty() ? "" : " peer=(" + conditions + ")";
    }

    private static String string(String key, String value) {
        return value == null ? "" : key + '"' + value + '"';
    }

    private static String option(String key, List<String> values) {
        return values.isEmpty() ? "" : key + "(" + String.join(", ", values) + ")";
    }

    /** In the order of declaration, whatever the set's. */
    private static <E extends Enum<E>> String list(Collection<E> access) {
        return access.isEmpty() ? "" : " (" + String.join(", ", access.stream().sorted().map(RuleText::word).toList()) + ")";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
