package cordon.backend.mount;

import cordon.api.backend.Support;
import cordon.linux.LinuxException;
import cordon.linux.Self;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether this process may make mounts, and what refuses it. */
final class KernelSupport {
    private static final String WITHOUT = "commands see the tree of the host, without a /tmp and terminals of their own, and neither make local sockets nor change modes, "
            + "times and attributes of files by name";

    /** Settings that refuse user namespaces to users, what they have then, and what would allow them (sysctl(8)). The first is Debian's, the last Ubuntu's. */
    private static final Map<String, String[]> REFUSING = new TreeMap<>(Map.of("kernel.unprivileged_userns_clone", new String[] {"0", "1"},
            "user.max_user_namespaces", new String[] {"0", "10000"}, "kernel.apparmor_restrict_unprivileged_userns", new String[] {"1", "0"}));

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
        REFUSING.forEach((name, values) -> {
            if (values[0].equals(read(settings.resolve(name.replace('.', '/'))))) {
                changes.add(name + "=" + values[1]);
            }
        });
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
