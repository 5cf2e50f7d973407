package cordon.api.policy;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One thing that an application may do, or (where a rule says {@code deny}) may never do. Every kind is a record, checked
 * when it is made: a rule that exists can be rendered into any profile without escaping it. Rules are immutable, compare by
 * value, and {@link Rules#parse} reads back what {@link #text()} writes.
 *
 * <p>Text that comes from a {@code snap.yaml} enters a rule through {@link PathPattern#literal} alone, never through
 * {@link Rules#parse}.
 */
@ProviderType
public sealed interface Rule permits FileRule, LinkRule, CapabilityRule, NetworkRule, UnixSocketRule, DBusRule, SignalRule,
        PtraceRule, MountRule, SyscallRule, DeviceRule, MountEntryRule, KernelModuleRule, UdevRule, EnvironmentRule,
        UserNamespaceRule, RawRule {

    /** The kind, as an {@code interface.yaml} names it: {@code file}, {@code syscall}, ... */
    String kind();

    /** The rule without its kind, in the canonical form that {@link Rules#parse} accepts. */
    String text();

    /** Kind and text on one line, for people and for hashing. */
    default String render() {
        return text().isEmpty() ? kind() : kind() + ": " + text();
    }
}
