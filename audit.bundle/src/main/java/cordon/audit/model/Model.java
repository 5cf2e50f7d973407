package cordon.audit.model;

import cordon.api.backend.Facet;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.CapabilityRule;
import cordon.api.policy.DBusRule;
import cordon.api.policy.DeviceRule;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.PtraceRule;
import cordon.api.policy.Rule;
import cordon.api.policy.SignalRule;
import cordon.api.policy.Variables;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.core.Cordon;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Asks rules whether they allow something. Pure.
 *
 * @param variables       of paths
 * @param devicesMediated whether a backend mediates device nodes: else device rules decide nothing
 */
public record Model(Map<String, List<String>> variables, boolean devicesMediated) {

    /** For a command of a snap: home directories are those of all users. */
    public static Model of(SnapIdentity snap, SecurityLabel label, boolean devicesMediated) {
        return new Model(Map.of(Variables.PROC, List.of("/proc"), Variables.HOME, List.of("/home/*", "/root"), Variables.RUN_USER, List.of("/run/user/*"),
                Variables.SNAP_NAME, List.of(snap.name()), Variables.SNAP_INSTANCE_NAME, List.of(snap.instanceName()), Variables.SNAP_REVISION, List.of(snap.revision()),
                Variables.SNAP_APP, List.of(label.app()), Variables.SNAP, List.of("/snap/" + snap.name() + "/" + snap.revision())), devicesMediated);
    }

    /** For a command as it is confined here. */
    public static Model of(Cordon cordon, AppPolicy policy) {
        boolean devices = cordon.backends().stream().anyMatch(backend -> backend.support().available() && backend.facets().contains(Facet.DEVICES));
        return of(policy.snap(), policy.label(), devices);
    }

    /** Without rules that say nothing about it: asking again, with others beside them, costs less then. */
    List<PolicyEntry> relevant(List<PolicyEntry> entries, Need need) {
        return need instanceof Need.File file ? FileMatch.relevant(entries, file, variables) : entries;
    }

    /** What the rules say together. */
    public Verdict ask(List<PolicyEntry> entries, Need need) {
        if (need instanceof Need.File file) {
            return FileMatch.of(entries, file, variables, devicesMediated);
        }
        if (need instanceof Need.Syscall call) {
            return SyscallMatch.of(entries, call);
        }
        if (need instanceof Need.Socket socket) {
            return SyscallMatch.of(entries, socket);
        }
        if (need instanceof Need.Unix unix) {
            return UnixMatch.of(entries, unix);
        }
        if (need instanceof Need.Mount mount) {
            return MountMatch.of(entries, mount, variables);
        }
        List<PolicyEntry> because = entries.stream().filter(entry -> allows(entry.rule(), need)).toList();
        List<PolicyEntry> refusing = because.stream().filter(entry -> entry.rule() instanceof CapabilityRule rule && rule.deny()).toList();
        if (!refusing.isEmpty()) {
            return new Verdict(Verdict.Answer.REFUSED, refusing, "");
        }
        return new Verdict(because.isEmpty() ? Verdict.Answer.REFUSED : Verdict.Answer.ALLOWED, because, "");
    }

    private static boolean allows(Rule rule, Need need) {
        if (need instanceof Need.Capability capability) {
            return rule instanceof CapabilityRule one && one.capability().equals(capability.name());
        }
        if (need instanceof Need.Signal signal) {
            return rule instanceof SignalRule one && in(one.access(), signal.direction()) && (one.signals().isEmpty() || one.signals().contains(signal.signal()))
                    && TextPattern.matches(one.peer(), signal.peer());
        }
        if (need instanceof Need.Ptrace ptrace) {
            return rule instanceof PtraceRule one && in(one.access(), ptrace.mask()) && TextPattern.matches(one.peer(), ptrace.peer());
        }
        if (need instanceof Need.Ruled ruled) {
            return saysAll(rule, ruled.rule());
        }
        return need instanceof Need.DBus message && rule instanceof DBusRule one && dbus(one, message);
    }

    /** Whether a rule says what another one says, or more; of rules about devices by their number that is known. */
    private static boolean saysAll(Rule rule, Rule needed) {
        return rule.equals(needed) || rule instanceof DeviceRule one && needed instanceof DeviceRule other && one.type() == other.type() && one.node() == null
                && one.major() == other.major() && (one.minor() == DeviceRule.ANY || one.minor() == other.minor()) && one.access().containsAll(other.access());
    }

    private static boolean dbus(DBusRule rule, Need.DBus need) {
        boolean common = rule.bus().name().equalsIgnoreCase(need.bus()) && in(rule.access(), need.mask());
        if (need.mask().equals("bind")) {
            return common && rule.access().contains(DBusRule.Access.BIND) && TextPattern.matches(rule.name(), need.name());
        }
        // The record names the peer by its unique name, the rule by its well-known one: whose it is only the bus knows.
        return common && TextPattern.matches(rule.path(), need.path()) && TextPattern.matches(rule.interfaceName(), need.interfaceName()) && TextPattern.matches(rule.member(), need.member())
                && TextPattern.matches(rule.peerLabel(), need.peer());
    }

    private static boolean in(Set<? extends Enum<?>> access, String word) {
        return access.isEmpty() || access.stream().anyMatch(one -> one.name().toLowerCase(Locale.ROOT).equals(word));
    }
}
