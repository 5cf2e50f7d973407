package cordon.audit.model;

import cordon.api.policy.FileAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What else than a grant would do: what rules cannot say, because it is about the program. Pure. */
final class Otherwise {
    /** Calls that the C library and language runtimes try first, and what they go on with where these are refused (the calls' man pages, sources of glibc and libuv). */
    private static final Map<String, String> GO_ON_WITH = Map.ofEntries(Map.entry("clone3", "clone(2)"), Map.entry("openat2", "openat(2)"), Map.entry("faccessat2", "faccessat(2)"),
            Map.entry("fchmodat2", "fchmodat(2)"), Map.entry("statx", "newfstatat(2)"), Map.entry("close_range", "close(2), one by one"), Map.entry("copy_file_range", "read(2) and write(2)"),
            Map.entry("io_uring_setup", "epoll(7) and threads"), Map.entry("rseq", "locks"), Map.entry("epoll_pwait2", "epoll_wait(2)"), Map.entry("pidfd_open", "waitpid(2) and kill(2)"),
            Map.entry("preadv2", "preadv(2)"), Map.entry("pwritev2", "pwritev(2)"), Map.entry("renameat2", "renameat(2)"), Map.entry("futex_waitv", "futex(2)"),
            Map.entry("process_madvise", "nothing: it is advice"), Map.entry("mbind", "nothing: it is advice"), Map.entry("set_mempolicy", "nothing: it is advice"));

    private Otherwise() {
    }

    static Optional<String> line(Need need) {
        if (need instanceof Need.Syscall call && GO_ON_WITH.containsKey(call.name())) {
            return Optional.of("or nothing: who tries " + call.name() + "(2) first goes on with " + GO_ON_WITH.get(call.name()) + " where it is refused, if the program works all the same");
        }
        if (!(need instanceof Need.File file) || file.device() || List.of("/dev/", "/proc/", "/sys/", "/run/").stream().anyMatch(file.path()::startsWith)) {
            return Optional.empty();
        }
        boolean changes = file.access().contains(FileAccess.WRITE) || file.access().contains(FileAccess.APPEND);
        return Optional.of(changes ? "or let it write below $SNAP_DATA, $SNAP_COMMON or $SNAP_USER_DATA, which need no interface"
                : "or bring the file in the package: it is outside of the snap's own areas, and what lies below $SNAP needs no interface");
    }
}
