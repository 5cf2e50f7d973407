package cordon.backend.seccomp;

import cordon.api.backend.Support;
import cordon.linux.Arch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What the running kernel and its libraries offer for filtering system calls. Stateless. */
final class KernelSupport {
    /** The answers that the kernel can give, since Linux 4.14 (seccomp(2)). */
    private static final Path ACTIONS = Path.of("/proc/sys/kernel/seccomp/actions_avail");

    private KernelSupport() {
    }

    static Support probe() {
        try {
            Set<String> actions = Set.of(Files.readString(ACTIONS).strip().split(" "));
            if (!actions.containsAll(Set.of("kill_process", "errno", "log", "allow"))) {
                return missing("this kernel's seccomp(2) cannot answer with " + Set.of("kill_process", "errno", "log", "allow"));
            }
        } catch (IOException e) {
            return missing("this kernel has no system call filters (" + ACTIONS + " cannot be read; CONFIG_SECCOMP_FILTER)");
        }
        try {
            if (!knows("read")) {
                return missing("libseccomp does not know this architecture");
            }
        } catch (LinkageError e) {
            return missing("libseccomp 2.5 or later cannot be loaded (" + e.getMessage() + "); install libseccomp2");
        }
        List<String> limits = Arch.host() == Arch.AMD64
                ? List.of("32-bit x86 programs make no sockets through socketcall(2) where rules have conditions: it hides the arguments in memory")
                : List.of();
        return new Support(true, "filters with arguments, " + Arch.host().snapName()
                + Arch.host().compat().map(compat -> " and " + compat.snapName()).orElse(""), limits);
    }

    /** Whether a system call of that name is known here, or on the 32-bit architecture. */
    static boolean knows(String syscall) {
        return Arch.host().number(syscall).isPresent() || Arch.host().compat().filter(arch -> arch.number(syscall).isPresent()).isPresent();
    }

    private static Support missing(String reason) {
        return new Support(false, "no system call filters", List.of(reason));
    }
}
