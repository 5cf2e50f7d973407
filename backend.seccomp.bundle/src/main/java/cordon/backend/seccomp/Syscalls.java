package cordon.backend.seccomp;

import cordon.linux.Arch;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The numbers of system calls on one architecture, looked up once. Thread-safe. */
final class Syscalls {
    /** socketcall(2) and ipc(2) of 32-bit x86: their arguments lie in memory, where a filter does not see them. */
    static final int I386_SOCKETCALL = 102;
    static final int I386_IPC = 117;
    static final Set<String> BY_SOCKETCALL = Set.of("accept", "accept4", "bind", "connect", "getpeername", "getsockname", "getsockopt",
            "listen", "recv", "recvfrom", "recvmmsg", "recvmsg", "send", "sendmmsg", "sendmsg", "sendto", "setsockopt", "shutdown", "socket",
            "socketpair");
    static final Set<String> BY_IPC = Set.of("msgctl", "msgget", "msgrcv", "msgsnd", "semctl", "semget", "semop", "semtimedop", "shmat",
            "shmctl", "shmdt", "shmget");
    private static final int TABLE_END = 512;

    private final Arch arch;
    private Map<String, Integer> table;
    private final Map<String, OptionalInt> others = new ConcurrentHashMap<>();

    Syscalls(Arch arch) {
        this.arch = arch;
    }

    Arch arch() {
        return arch;
    }

    /** The number of a call; empty where the architecture has none of that name. */
    OptionalInt number(String name) {
        Integer number = table().get(name);
        return number != null ? OptionalInt.of(number) : others.computeIfAbsent(name, arch::number);
    }

    /** Made when first asked for: where libseccomp is missing, the backend is there to say so. */
    private synchronized Map<String, Integer> table() {
        if (table == null) {
            Map<String, Integer> numbers = new HashMap<>();
            for (int number = 0; number < TABLE_END; number++) {
                int known = number;
                arch.name(number).ifPresent(name -> numbers.put(name, known));
            }
            table = numbers;
        }
        return table;
    }
}
