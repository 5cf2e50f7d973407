package cordon.backend.landlock;

import cordon.api.backend.Enforcement;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.PtraceRule;
import cordon.api.policy.SignalRule;
import cordon.api.policy.UnixSocketRule;
import java.util.Set;

/**
 * How faithfully Landlock enforces rules about what is outside of the launch (landlock(7)): a domain is closed or open as a whole, and which label
 * another process has is not seen. None outside of it can ever be traced.
 */
final class OutsideEnforcement {
    /** The ABI that closes a domain for signals and abstract sockets (Linux 6.12). */
    static final int SCOPES = 6;
    private static final int TCP = 4;
    private static final Enforcement EXACTLY = new Enforcement.Exactly();
    private static final Enforcement OWN_LAUNCH = new Enforcement.Stricter("of the snap's processes those of the same launch can be reached, unless a connection opens all");
    private static final Enforcement ALL = new Enforcement.Weaker("all processes outside the launch can be reached, whatever their label");

    private final int abi;

    OutsideEnforcement(int abi) {
        this.abi = abi;
    }

    /** Who signals a process is decided where the signal comes from. */
    Enforcement of(SignalRule rule) {
        if (abi < SCOPES) {
            return new Enforcement.NotAtAll("signals are mediated since Landlock ABI " + SCOPES);
        }
        return rule.access().equals(Set.of(SignalRule.Access.RECEIVE)) ? EXACTLY : isOfSnap(rule.peer()) ? OWN_LAUNCH : ALL;
    }

    /** Who traces a process is decided by the domain of who traces. */
    static Enforcement of(PtraceRule rule) {
        boolean passive = !rule.access().isEmpty() && Set.of(PtraceRule.Access.TRACEDBY, PtraceRule.Access.READBY).containsAll(rule.access());
        return passive ? EXACTLY : new Enforcement.Stricter("processes of the same launch alone can be traced and looked into");
    }

    Enforcement of(UnixSocketRule rule) {
        if (!reaches(rule)) {
            return new Enforcement.NotAtAll("Landlock mediates whom an abstract socket reaches, and nothing else of local sockets");
        }
        if (abi < SCOPES) {
            return new Enforcement.NotAtAll("abstract sockets are mediated since Landlock ABI " + SCOPES);
        }
        return isOfSnap(rule.peerLabel()) ? OWN_LAUNCH : ALL;
    }

    /** Whether the rule opens connections to others. */
    static boolean reaches(UnixSocketRule rule) {
        return rule.access().isEmpty() || rule.access().contains(UnixSocketRule.Access.CONNECT) || rule.access().contains(UnixSocketRule.Access.SEND);
    }

    Enforcement of(NetworkRule rule) {
        if (!opensTcp(rule)) {
            return new Enforcement.NotAtAll("Landlock mediates TCP; no other sockets");
        }
        return abi < TCP ? new Enforcement.NotAtAll("TCP is mediated since Landlock ABI " + TCP)
                : new Enforcement.Weaker("TCP is opened as a whole, IPv4 and IPv6; no other sockets are mediated");
    }

    /** Whether the rule lets TCP be used. */
    static boolean opensTcp(NetworkRule rule) {
        boolean internet = rule.family().equals("inet") || rule.family().equals("inet6");
        return !rule.deny() && internet && (rule.type() == null || rule.type().equals("stream"));
    }

    /** {@code snap.NAME.*}: the commands of one snap, which trust each other. */
    private static boolean isOfSnap(String peer) {
        return peer != null && peer.startsWith("snap.") && peer.endsWith(".*");
    }
}
