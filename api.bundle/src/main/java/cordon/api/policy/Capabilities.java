package cordon.api.policy;

import java.util.List;

/** The kernel's capabilities and their numbers (capabilities(7), {@code linux/capability.h}). */
public final class Capabilities {
    /** The names in the order of their numbers, from 0. */
    public static final List<String> NAMES = List.of("chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill",
            "setgid", "setuid", "setpcap", "linux_immutable", "net_bind_service", "net_broadcast", "net_admin", "net_raw",
            "ipc_lock", "ipc_owner", "sys_module", "sys_rawio", "sys_chroot", "sys_ptrace", "sys_pacct", "sys_admin",
            "sys_boot", "sys_nice", "sys_resource", "sys_time", "sys_tty_config", "mknod", "lease", "audit_write",
            "audit_control", "setfcap", "mac_override", "mac_admin", "syslog", "wake_alarm", "block_suspend", "audit_read",
            "perfmon", "bpf", "checkpoint_restore");

    private Capabilities() {
    }

    /** The number of a capability. @throws IllegalArgumentException when there is none of that name */
    public static int number(String name) {
        int number = NAMES.indexOf(name);
        if (number < 0) {
            throw new IllegalArgumentException("there is no capability \"" + Checks.printable(name) + "\"");
        }
        return number;
    }
}
