package cordon.audit.record;

import cordon.api.policy.FileAccess;
import cordon.api.policy.Rule;
import cordon.linux.Arch;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something that a program tried and a policy does not allow. One record a subject. Immutable. */
public sealed interface Denial extends LogRecord {

    /** Whether it was refused. Otherwise it was let through and logged: complain mode, or a filter that only logs. */
    boolean refused();

    /** The security module: {@code apparmor}, {@code seccomp}, {@code landlock}; or the backend. */
    String module();

    /**
     * A file.
     *
     * @param operation as the module names it: {@code open}, {@code exec}, {@code mknod}
     * @param path      as the program sees it
     * @param access    what was asked for and not granted; may be empty where the record is damaged
     * @param target    the profile of an execution, or the other name of a link or rename; may be empty
     * @param owned     whether the process's user owns the file
     */
    record File(Context context, boolean refused, String operation, String path, Set<FileAccess> access, String target, boolean owned)
            implements Denial {
        /** Copies the set. */
        public File {
            access = Set.copyOf(access);
        }

        /** Whether it is a device node. */
        public boolean device() {
            return path.startsWith("/dev/");
        }

        @Override
        public String module() {
            return "apparmor";
        }
    }

    /** A capability, by its name without {@code CAP_} in lower case. */
    record Capability(Context context, boolean refused, String name) implements Denial {
        @Override
        public String module() {
            return "apparmor";
        }
    }

    /**
     * A socket of the network.
     *
     * @param operation {@code create}, {@code bind}, {@code sendmsg}, ...
     * @param family    {@code inet}
     * @param type      {@code dgram}; may be empty
     * @param protocol  by number, -1 when unknown
     */
    record Network(Context context, boolean refused, String operation, String family, String type, int protocol) implements Denial {
        @Override
        public String module() {
            return "apparmor";
        }
    }

    /** A Unix socket; addresses are empty when it has none, peer is a label. */
    record Unix(Context context, boolean refused, String operation, String type, String mask, String address, String peerAddress, String peer)
            implements Denial {
        @Override
        public String module() {
            return "apparmor";
        }
    }

    /** A signal, by its lower-case name without {@code SIG}; the mask is {@code send} or {@code receive}. */
    record Signal(Context context, boolean refused, String mask, String signal, String peer) implements Denial {
        @Override
        public String module() {
            return "apparmor";
        }
    }

    /** Tracing or reading another process; the mask is {@code trace}, {@code read}, {@code tracedby} or {@code readby}. */
    record Ptrace(Context context, boolean refused, String mask, String peer) implements Denial {
        @Override
        public String module() {
            return "apparmor";
        }
    }

    /**
     * A message on a bus, or a name on it; refused by the bus daemon.
     *
     * @param bus    {@code system} or {@code session}
     * @param mask   {@code send}, {@code receive}, {@code bind}, {@code eavesdrop}
     * @param name   the name to own, or that of the peer; may be empty, as the others
     */
    record DBus(Context context, boolean refused, String bus, String mask, String path, String interfaceName, String member, String name, String peer)
            implements Denial {
        @Override
        public String module() {
            return "apparmor";
        }
    }

    /** A change of mounts; {@code operation} is {@code mount}, {@code umount}, {@code pivotroot}; texts may be empty. */
    record Mount(Context context, boolean refused, String operation, String source, String target, String type, String flags) implements Denial {
        @Override
        public String module() {
            return "apparmor";
        }
    }

    /**
     * What a backend of Cordon tells that it refused, where no log of the kernel does.
     *
     * @param module the backend
     * @param rule   the least that would have allowed it
     */
    record Ruled(Context context, String module, Rule rule) implements Denial {
        @Override
        public boolean refused() {
            return true;
        }
    }

    /** Anything else, with the operation and what the record says of it. */
    record Other(Context context, boolean refused, String operation, String detail) implements Denial {
        @Override
        public String module() {
            return "apparmor";
        }
    }

    /**
     * A system call.
     *
     * @param arch    its architecture, if it is known
     * @param token   the kernel's number of the architecture
     * @param number  of the call, without the bit that marks x32
     * @param signal  that the process got, 0 for none
     * @param action  what the filter said: {@code errno}, {@code kill_process}, ...
     */
    record Syscall(Context context, Optional<Arch> arch, int token, int number, int signal, String action) implements Denial {
        @Override
        public boolean refused() {
            return !action.equals("log") && !action.equals("allow");
        }

        @Override
        public String module() {
            return "seccomp";
        }
    }

    /**
     * What a Landlock domain blocks.
     *
     * @param domain   whose it is says a {@link LandlockDomain}
     * @param blockers {@code fs.read_file}, {@code net.connect_tcp}, {@code ptrace}, {@code scope.signal}, ...
     * @param path     of a file; may be empty
     * @param detail   the rest of the record
     */
    record Landlock(Context context, String domain, List<String> blockers, String path, String detail) implements Denial {
        /** Copies the list. */
        public Landlock {
            blockers = List.copyOf(blockers);
        }

        /** The same, in the domain that a known process made for itself. What it was then is not what was refused: a program it became, or a child. */
        public Landlock by(Context process) {
            return new Landlock(new Context(context.time(), context.serial(), process.pid(), "", "", process.label()), domain,
                    blockers, path, detail);
        }

        @Override
        public boolean refused() {
            return true;
        }

        @Override
        public String module() {
            return "landlock";
        }
    }
}
