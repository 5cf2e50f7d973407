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
 * A filter that lets no local socket be made but connected pairs, for launches that see the host's tree: whom a socket with a name in
 * the file system reaches is mediated by no filter and no Landlock, and what listens there (the message bus, the daemon itself) acts with
 * all rights of the user. Made once; thread-safe.
 */
final class LocalSockets {
    private static final SeccompAction REFUSE = SeccompAction.errno(Errno.EPERM);
    /** The same on all architectures (linux/socket.h, linux/net.h). */
    private static final long AF_UNIX = 1;
    private static final long SYS_SOCKET = 1;
    private static final long INT = 0xffffffffL;

    private BpfProgram program;

    /** The step of one launch. */
    synchronized LaunchStep refused() throws LinuxException {
        if (program == null) {
            program = compile();
        }
        Fd filter = Memfd.sealed("cordon-sockets", program.toBytes());
        return new LaunchStep.Seccomp(filter, true, "no local sockets");
    }

    /** socketcall(2) of 32-bit programs hides the family: it makes no sockets at all. */
    private static BpfProgram compile() throws LinuxException {
        SeccompFilter filter = new SeccompFilter(SeccompAction.ALLOW);
        Arch.host().compat().ifPresent(filter::arch);
        // The kernel looks at the low halves alone.
        filter.rule(REFUSE, "socket", List.of(Comparison.masked(0, INT, AF_UNIX)));
        filter.rule(REFUSE, "socketcall", List.of(Comparison.masked(0, INT, SYS_SOCKET)));
        return filter.compile().program();
    }
}
