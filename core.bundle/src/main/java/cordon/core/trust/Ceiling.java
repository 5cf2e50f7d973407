package cordon.core.trust;

import cordon.api.policy.CapabilityRule;
import cordon.api.policy.DeviceRule;
import cordon.api.policy.ExecTransition;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.LinkRule;
import cordon.api.policy.MountEntryRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.Rule;
import cordon.api.policy.SyscallRule;
import cordon.api.policy.UnixSocketRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an interface from outside the distribution may not grant before an administrator approves it. Immutable; its questions are pure.
 *
 * @param capabilities names
 * @param systemCalls  names
 * @param read         what may not be read, by patterns
 * @param write        what may not be written, linked or mounted over, by patterns
 * @param devices      patterns below {@code /dev}
 * @param kinds        kinds of rules none of which may be granted
 */
public record Ceiling(Set<String> capabilities, Set<String> systemCalls, List<PathPattern> read, List<PathPattern> write,
        List<PathPattern> devices, Set<String> kinds) {

    /** What a site has that says nothing: what can take over the machine, other users' secrets, and what no tool can judge. */
    public static final Ceiling STANDARD = new Ceiling(
            Set.of("audit_control", "bpf", "checkpoint_restore", "dac_override", "dac_read_search", "linux_immutable", "mac_admin", "mac_override", "mknod",
                    "net_admin", "perfmon", "setfcap", "setgid", "setpcap", "setuid", "sys_admin", "sys_boot", "sys_chroot", "sys_module", "sys_ptrace",
                    "sys_rawio", "syslog"),
            Set.of("acct", "add_key", "bpf", "delete_module", "finit_module", "fsconfig", "fsmount", "fsopen", "fspick", "init_module", "ioperm", "iopl",
                    "io_uring_setup", "kexec_file_load", "kexec_load", "keyctl", "mount", "mount_setattr", "move_mount", "open_by_handle_at", "open_tree",
                    "perf_event_open", "pidfd_getfd", "pivot_root", "process_vm_readv", "process_vm_writev", "ptrace", "reboot", "request_key", "setns",
                    "swapoff", "swapon", "umount2", "unshare", "userfaultfd"),
            patterns("/etc/{,g}shadow{,-}", "/etc/ssl/private/**", "/etc/ssh/**", "@{HOME}/.{ssh,gnupg}/**", "/root/**", "@{PROC}/{kcore,kmem}", "@{PROC}/*/{mem,environ}",
                    "/dev/{mem,kmem,port,sd*,nvme*,vd*,dm-*,mapper/**}"),
            patterns("/{etc,usr,bin,sbin,lib,lib32,lib64,libx32,boot,root,sys}/**", "/var/{lib/dpkg,spool/cron}/**", "@{PROC}/sys/**", "@{PROC}/*/mem",
                    "@{HOME}/{bin,.ssh,.gnupg,.config/autostart,.config/systemd}/**", "@{HOME}/.{bash,z,}profile", "@{HOME}/.{bashrc,zshrc,bash_profile,bash_login}",
                    "/run/{dbus,systemd}/**", "/{run,var/run}/{docker,snapd,containerd/containerd}.sock", "/dev/{mem,kmem,port,sd*,nvme*,vd*,dm-*,mapper/**}"),
            patterns("/dev/{mem,kmem,port,kvm,fuse,uinput,sd*,nvme*,vd*,dm-*,mapper/**,disk/**,loop*,hidraw*,input/**}"),
            Set.of("raw", "mount", "remount", "umount", "kernel-module", "userns", "ptrace"));

    /** Copies all. */
    public Ceiling {
        capabilities = Set.copyOf(capabilities);
        systemCalls = Set.copyOf(systemCalls);
        read = List.copyOf(read);
        write = List.copyOf(write);
        devices = List.copyOf(devices);
        kinds = Set.copyOf(kinds);
    }

    private static List<PathPattern> patterns(String... texts) {
        return List.of(texts).stream().map(PathPattern::parse).toList();
    }

    /** Why the rule is over the ceiling; empty when it is not. A rule that takes something away never is. */
    public Optional<String> over(Rule rule) {
        if (kinds.contains(rule.kind())) {
            return Optional.of("rules of the kind " + rule.kind() + " need approval");
        }
        if (rule instanceof CapabilityRule capability && !capability.deny() && capabilities.contains(capability.capability())) {
            return Optional.of("the capability " + capability.capability() + " needs approval");
        }
        if (rule instanceof SyscallRule call && !call.deny() && systemCalls.contains(call.name())) {
            return Optional.of("the system call " + call.name() + " needs approval");
        }
        if (rule instanceof DeviceRule device) {
            return over(device);
        }
        if (rule instanceof FileRule file && !file.deny()) {
            return over(file);
        }
        if (rule instanceof LinkRule link && !link.deny()) {
            return meets(write, link.link(), "write to").or(() -> meets(write, link.target(), "write to"));
        }
        if (rule instanceof MountEntryRule entry) {
            return RulePaths.tree(entry.source()).map(source -> meets(read, source, "read").or(() -> entry.readOnly() ? Optional.empty() : meets(write, source, "write to")))
                    .flatMap(Optional::stream).findFirst();
        }
        if (rule instanceof UnixSocketRule socket) {
            return RulePaths.of(socket).stream().map(path -> meets(write, path, "talk to")).flatMap(Optional::stream).findFirst();
        }
        return Optional.empty();
    }

    private Optional<String> over(DeviceRule device) {
        if (device.node() == null) {
            return Optional.of("a device that is named by its number needs approval: numbers are given to other devices");
        }
        return device.type() == DeviceRule.Type.BLOCK ? Optional.of("block devices need approval") : meets(devices, device.node(), "use");
    }

    private Optional<String> over(FileRule file) {
        if (file.exec() != ExecTransition.NONE && file.exec() != ExecTransition.INHERIT) {
            return Optional.of("executing under another policy needs approval");
        }
        boolean writes = file.access().stream().anyMatch(one -> one == FileAccess.WRITE || one == FileAccess.APPEND || one == FileAccess.LINK);
        return (writes ? meets(write, file.path(), "write to") : Optional.<String>empty())
                .or(() -> file.access().contains(FileAccess.READ) ? meets(read, file.path(), "read") : Optional.empty());
    }

    private static Optional<String> meets(List<PathPattern> forbidden, PathPattern path, String what) {
        return forbidden.stream().filter(one -> Overlap.of(one, path)).findFirst().map(one -> "to " + what + " " + one + " needs approval");
    }
}
