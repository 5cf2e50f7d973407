package cordon.backend.apparmor;

import cordon.api.backend.Enforcement;
import cordon.api.policy.CapabilityRule;
import cordon.api.policy.DBusRule;
import cordon.api.policy.ExecTransition;
import cordon.api.policy.FileRule;
import cordon.api.policy.LinkRule;
import cordon.api.policy.MountRule;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.PtraceRule;
import cordon.api.policy.RawRule;
import cordon.api.policy.Rule;
import cordon.api.policy.SignalRule;
import cordon.api.policy.UnixSocketRule;
import cordon.api.policy.UserNamespaceRule;

/** How faithfully this kernel's AppArmor enforces a rule. Immutable. */
final class ApparmorEnforcement {
    private static final Enforcement EXACTLY = new Enforcement.Exactly();

    private final Kernel kernel;
    private final boolean userNamespaces;

    ApparmorEnforcement(Kernel kernel, boolean userNamespaces) {
        this.kernel = kernel;
        this.userNamespaces = userNamespaces;
    }

    Enforcement of(Rule rule) {
        if (!mediated(rule)) {
            return new Enforcement.NotAtAll("AppArmor does not mediate it");
        } else if (!kernel.enforces()) {
            return new Enforcement.NotAtAll(kernel.missing().orElseThrow());
        } else if (rule instanceof FileRule file) {
            boolean named = file.exec() == ExecTransition.PROFILE || file.exec() == ExecTransition.CHILD;
            return named ? new Enforcement.Stricter("the program is not executed: there are no profiles besides those of commands") : EXACTLY;
        } else if (rule instanceof NetworkRule network) {
            return network(network);
        } else if (rule instanceof UnixSocketRule) {
            boolean kinds = kernel.mediates(Kernel.Mediation.NETWORK);
            return kernel.mediates(Kernel.Mediation.UNIX) ? EXACTLY
                    : kinds ? new Enforcement.Weaker("this kernel's AppArmor tells no Unix socket from another") : unmediated("Unix sockets");
        } else if (rule instanceof DBusRule) {
            return kernel.mediates(Kernel.Mediation.DBUS) ? EXACTLY : unmediated("D-Bus");
        } else if (rule instanceof SignalRule) {
            return kernel.mediates(Kernel.Mediation.SIGNAL) ? EXACTLY : unmediated("signals");
        } else if (rule instanceof PtraceRule) {
            return kernel.mediates(Kernel.Mediation.PTRACE) ? EXACTLY : unmediated("ptrace(2)");
        } else if (rule instanceof MountRule) {
            return kernel.mediates(Kernel.Mediation.MOUNT) ? EXACTLY : unmediated("mounts");
        } else if (rule instanceof UserNamespaceRule) {
            return userNamespaces ? EXACTLY : unmediated("making user namespaces");
        }
        return EXACTLY;
    }

    private static boolean mediated(Rule rule) {
        boolean file = rule instanceof FileRule || rule instanceof LinkRule || rule instanceof MountRule;
        boolean socket = rule instanceof NetworkRule || rule instanceof UnixSocketRule || rule instanceof DBusRule;
        boolean process = rule instanceof SignalRule || rule instanceof PtraceRule || rule instanceof CapabilityRule || rule instanceof UserNamespaceRule;
        return file || socket || process || rule instanceof RawRule raw && raw.backend().equals(RuleText.BACKEND);
    }

    private Enforcement network(NetworkRule network) {
        if (!kernel.mediates(Kernel.Mediation.NETWORK)) {
            return unmediated("sockets");
        } else if (network.protocol() == null || network.protocol().equals("tcp") || network.protocol().equals("udp")) {
            return EXACTLY;
        }
        return network.deny() ? new Enforcement.Stricter("all protocols of the type are refused: AppArmor does not see them")
                : new Enforcement.Weaker("all protocols of the type are allowed: AppArmor does not see them");
    }

    private static Enforcement unmediated(String what) {
        return new Enforcement.NotAtAll("this kernel's AppArmor does not mediate " + what);
    }
}
