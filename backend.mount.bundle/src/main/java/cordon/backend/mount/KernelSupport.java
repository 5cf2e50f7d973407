package cordon.backend.mount;

import cordon.api.backend.Support;
import cordon.linux.LinuxException;
import cordon.linux.Self;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether this process may make mounts, and what refuses it. */
final class KernelSupport {
    private static final String WITHOUT = "commands see the tree of the host, without a /tmp and terminals of their own, and neither make local sockets nor change modes, "
            + "times and attributes of files by name";

    /** A setting that refuses user namespaces to users, what it has then, and what would allow them (sysctl(8)). */
    private record Setting(String name, String refusing, String allowing) {
    }

    /** Ubuntu's, Debian's, and the kernel's own. */
    private static final List<Setting> SETTINGS = List.of(new Setting("kernel.apparmor_restrict_unprivileged_userns", "1", "0"),
            new Setting("kernel.unprivileged_userns_clone", "0", "1"), new Setting("user.max_user_namespaces", "0", "10000"));

    private KernelSupport() {
    }

    /** @param settings {@code /proc/sys} */
    static Support probe(Path settings) {
        try {
            if (Self.effectiveUid() == 0 && Self.isAdministrator()) {
                return new Support(true, "mount namespaces", List.of());
            }
            return Self.isAdministrator()
                    ? new Support(true, "mount namespaces in a user namespace", List.of("/proc is the host's: it shows the processes of other launches"))
                    : missing("this system lets ordinary users make no user namespaces" + remedy(settings));
        } catch (LinuxException e) {
            return missing(e.getMessage());
        }
    }

    private static Support missing(String reason) {
        return new Support(false, "no mounts", List.of(reason, WITHOUT));
    }

    private static String remedy(Path settings) {
        List<String> changes = new ArrayList<>();
        for (Setting setting : SETTINGS) {
            if (setting.refusing().equals(read(settings.resolve(setting.name().replace('.', '/'))))) {
                changes.add(setting.name() + "=" + setting.allowing());
            }
        }
        return changes.isEmpty() ? " (run the daemon as root)" : " (an administrator can allow it: sysctl " + String.join(" ", changes) + ")";
    }

    /** Kernels do not have all of them. */
    private static String read(Path setting) {
        try {
            return Files.readString(setting).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
