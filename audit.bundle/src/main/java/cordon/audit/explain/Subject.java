package cordon.audit.explain;

import cordon.api.policy.DBusRule;
import cordon.api.policy.DeviceRule;
import cordon.api.policy.FileRule;
import cordon.api.policy.LinkRule;
import cordon.api.policy.MountEntryRule;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.PtraceRule;
import cordon.api.policy.Rule;
import cordon.api.policy.SignalRule;
import cordon.api.policy.SyscallRule;
import cordon.api.policy.UdevRule;
import cordon.api.policy.UnixSocketRule;
import java.util.Locale;
import java.util.Set;

/** What a rule is about, as a person would ask. Every rule is about one. */
public enum Subject {
    /** Files and directories. */
    FILES,
    /** Sockets that reach other machines. */
    NETWORK,
    /** Hardware. */
    DEVICES,
    /** Other programs: signals, messages, looking into them. */
    PROGRAMS,
    /** The kernel, and what is of the whole machine. */
    SYSTEM;

    private static final Set<String> SOCKET_CALLS = Set.of("socket", "socketpair", "bind", "listen", "accept", "accept4", "connect", "getsockopt", "setsockopt", "socketcall");

    /** Of a rule. */
    public static Subject of(Rule rule) {
        if (rule instanceof FileRule file) {
            return file.path().text().startsWith("/dev/") ? DEVICES : FILES;
        }
        if (rule instanceof LinkRule || rule instanceof MountEntryRule) {
            return FILES;
        }
        if (rule instanceof NetworkRule || rule instanceof SyscallRule call && SOCKET_CALLS.contains(call.name())) {
            return NETWORK;
        }
        if (rule instanceof DeviceRule || rule instanceof UdevRule) {
            return DEVICES;
        }
        boolean programs = rule instanceof UnixSocketRule || rule instanceof DBusRule || rule instanceof SignalRule || rule instanceof PtraceRule;
        return programs ? PROGRAMS : SYSTEM;
    }

    /** For people: {@code other programs}. */
    public String title() {
        return this == PROGRAMS ? "other programs" : name().toLowerCase(Locale.ROOT);
    }
}
