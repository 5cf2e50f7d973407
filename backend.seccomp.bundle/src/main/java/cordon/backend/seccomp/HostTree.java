package cordon.backend.seccomp;

import cordon.api.launch.LaunchStep;
import cordon.linux.Arch;
import cordon.linux.BpfProgram;
import cordon.linux.Comparison;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.Memfd;
import cordon.linux.SeccompAction;
import cordon.linux.SeccompFilter;
import java.util.List;

/**
 * A filter for launches that see the host's tree. Landlock mediates what is opened, and there are calls that do more with a name alone:
 * connect to a socket, behind which the message bus or the daemon itself acts with all rights of the user, or change a file's mode, times and
 * attributes. In a view what no connection names is not there; here these calls are refused. By an open file they work. Made once; thread-safe.
 */
final class HostTree {
    private static final SeccompAction REFUSE = SeccompAction.errno(Errno.EPERM);
    /** The same on all architectures (linux/socket.h, linux/net.h). */
    private static final long AF_UNIX = 1;
    private static final long SYS_SOCKET = 1;
    private static final List<String> BY_NAME = List.of("chmod", "fchmodat", "fchmodat2", "chown", "lchown", "fchownat", "chown32", "lchown32",
            "utime", "utimes", "futimesat", "setxattr", "lsetxattr", "setxattrat", "removexattr", "lremovexattr", "removexattrat");
    /** Their second argument is the name, and null for an open file. */
    private static final List<String> BY_NAME_UNLESS_NULL = List.of("utimensat", "utimensat_time64");

    private BpfProgram program;

    /** The step of one launch. */
    synchronized LaunchStep step() throws LinuxException {
        if (program == null) {
            program = compile();
        }
        return new LaunchStep.Seccomp(Memfd.sealed("cordon-host-tree", program.toBytes()), true, "nothing by name alone in the host's tree");
    }

    private static BpfProgram compile() throws LinuxException {
        SeccompFilter filter = new SeccompFilter(SeccompAction.ALLOW);
        Arch.host().compat().ifPresent(filter::arch);
        filter.rule(REFUSE, "socket", List.of(Comparison.equal32(0, AF_UNIX)));
        // It hides the family: 32-bit programs make no sockets by it at all.
        filter.rule(REFUSE, "socketcall", List.of(Comparison.equal32(0, SYS_SOCKET)));
        BY_NAME.forEach(call -> filter.rule(REFUSE, call, List.of()));
        BY_NAME_UNLESS_NULL.forEach(call -> filter.rule(REFUSE, call, List.of(Comparison.of(1, Comparison.Operator.NE, 0))));
        return filter.compile().program();
    }
}
