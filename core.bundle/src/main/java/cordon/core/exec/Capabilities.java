package cordon.core.exec;

import java.util.ArrayList;
import java.util.List;

/** Names of the kernel's capabilities (linux/capability.h, Linux 5.9 and later have these 41). */
final class Capabilities {

    private static final List<String> NAMES = List.of("chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid",
            "setuid", "setpcap", "linux_immutable", "net_bind_service", "net_broadcast", "net_admin", "net_raw", "ipc_lock", "ipc_owner",
            "sys_module", "sys_rawio", "sys_chroot", "sys_ptrace", "sys_pacct", "sys_admin", "sys_boot", "sys_nice", "sys_resource",
            "sys_time", "sys_tty_config", "mknod", "lease", "audit_write", "audit_control", "setfcap", "mac_override", "mac_admin",
            "syslog", "wake_alarm", "block_suspend", "audit_read", "perfmon", "bpf", "checkpoint_restore");

    private Capabilities() {
    }

    /** The names in a mask, joined by commas; "none" and "all" for the extremes, a number for a bit without a name. */
    static String names(long mask) {
        long known = (1L << NAMES.size()) - 1;
        if (mask == 0) {
            return "none";
        }
        if ((mask & known) == known) {
            return "all";
        }
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            if ((mask >>> bit & 1) != 0) {
                names.add(bit < NAMES.size() ? NAMES.get(bit) : Integer.toString(bit));
            }
        }
        return String.join(",", names);
    }
}
