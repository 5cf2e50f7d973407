package cordon.api.policy;

import java.util.List;

/** Reading rules from the text that policy authors write. Pure; thread-safe. */
public final class Rules {
    /** The kinds of rules, as {@link #parse} and an {@code interface.yaml} name them. */
    public static final List<String> KINDS = List.of("file", "link", "capability", "network", "unix", "dbus", "signal", "ptrace",
            "mount", "remount", "umount", "syscall", "device", "mount-entry", "kernel-module", "udev", "environment", "userns", "raw");

    private Rules() {
    }

    /**
     * Reads a rule. The text of each kind is documented with its record's {@code text()}; for example {@code file} with
     * {@code owner @{HOME}/doc r}, or {@code syscall} with {@code socket AF_INET}.
     *
     * @param kind one of {@link #KINDS}
     * @param text from a policy author; never from a {@code snap.yaml}
     * @throws IllegalArgumentException when it is no such rule; the message says what is wrong with which word
     */
    public static Rule parse(String kind, String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a rule is one line");
        }
        return switch (kind) {
            case "file" -> FileRule.parse(new Words(text));
            case "link" -> LinkRule.parse(new Words(text));
            case "capability" -> CapabilityRule.parse(new Words(text));
            case "network" -> NetworkRule.parse(new Words(text));
            case "unix" -> UnixSocketRule.parse(new Words(text));
            case "dbus" -> DBusRule.parse(new Words(text));
            case "signal" -> SignalRule.parse(new Words(text));
            case "ptrace" -> PtraceRule.parse(new Words(text));
            case "mount" -> MountRule.parse(MountRule.Operation.MOUNT, new Words(text));
            case "remount" -> MountRule.parse(MountRule.Operation.REMOUNT, new Words(text));
            case "umount" -> MountRule.parse(MountRule.Operation.UMOUNT, new Words(text));
            case "syscall" -> SyscallRule.parse(new Words(text));
            case "device" -> DeviceRule.parse(new Words(text));
            case "mount-entry" -> MountEntryRule.parse(new Words(text));
            case "kernel-module" -> KernelModuleRule.parse(new Words(text));
            case "udev" -> UdevRule.parse(new Words(text));
            case "environment" -> EnvironmentRule.parse(text);
            case "userns" -> {
                new Words(text).end();
                yield new UserNamespaceRule();
            }
            case "raw" -> RawRule.parse(text.trim());
            default -> throw new IllegalArgumentException("there is no kind of rule \"" + Checks.printable(kind) + "\"; there are " + String.join(", ", KINDS));
        };
    }
}
