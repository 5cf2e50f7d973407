package cordon.core;

import cordon.api.policy.FileAccess;
import java.util.List;
import java.util.Set;

/** Something that a program was about to do. Immutable. */
public sealed interface Observation {

    /**
     * A use of a file.
     *
     * @param path   as the program sees it, with links resolved; a directory ends in {@code /}
     * @param access what for
     * @param owned  whether it is the user's
     * @param device whether it is a device node
     */
    record File(String path, Set<FileAccess> access, boolean owned, boolean device) implements Observation {
        /** Copies the set. */
        public File {
            access = Set.copyOf(access);
        }
    }

    /**
     * A signal to a process that is not one of the program's own.
     *
     * @param signal lower-case name without {@code SIG}; {@code exists} when it only asks whether the process is there
     * @param peer   security label of the process, {@code unconfined} where none is known
     */
    record Signal(String signal, String peer) implements Observation {
    }

    /**
     * The name of a Unix socket that is no file.
     *
     * @param address with {@code @} in the place of its first byte
     * @param bound   whether the program gives itself the name; else it connects to who has it
     */
    record UnixName(String address, boolean bound) implements Observation {
    }

    /**
     * A system call.
     *
     * @param name      of the call
     * @param arguments in hexadecimal, with {@code 0x}
     */
    record Syscall(String name, List<String> arguments) implements Observation {
        /** Copies the list. */
        public Syscall {
            arguments = List.copyOf(arguments);
        }
    }
}
