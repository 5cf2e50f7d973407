package cordon.core.observe;

import cordon.linux.Arch;
import cordon.linux.SeccompListener.Waiting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A system call by its name on the architecture of the program. Immutable.
 *
 * @param name      of the call; its number where it has no name
 * @param arguments six, of 32 bits each where the program is a 32-bit one
 * @param wide      whether the program is a 64-bit one
 */
record MadeCall(String name, List<Long> arguments, boolean wide) {
    /** One call for all that have to do with sockets, and what its first argument means (socketcall(2), linux/net.h). */
    private static final String SOCKETS = "socketcall";
    private static final Map<Long, String> SOCKET_CALLS = Map.of(1L, "socket", 2L, "bind", 3L, "connect");
    private static final int SOCKET_ARGUMENTS = 3;

    /** Of a call that waits. @param view of its thread */
    static MadeCall of(ProcessView view, Waiting call) throws IOException {
        Arch host = Arch.host();
        Arch arch = host.compat().filter(other -> other.auditArch() == call.auditArch()).orElse(host);
        Optional<String> name = arch.name(call.number());
        boolean wide = arch == host;
        if (name.equals(Optional.of(SOCKETS)) && SOCKET_CALLS.containsKey(call.arguments().get(0))) {
            return new MadeCall(SOCKET_CALLS.get(call.arguments().get(0)), words(view, call.arguments().get(1)), wide);
        }
        return new MadeCall(name.orElse(Integer.toString(call.number())), call.arguments(), wide);
    }

    private static List<Long> words(ProcessView view, long address) throws IOException {
        byte[] memory = view.memory(address, SOCKET_ARGUMENTS * Integer.BYTES);
        if (memory.length < SOCKET_ARGUMENTS * Integer.BYTES) {
            throw new IOException("no arguments at this address");
        }
        ByteBuffer in = ByteBuffer.wrap(memory).order(ByteOrder.nativeOrder());
        List<Long> words = new ArrayList<>();
        for (int i = 0; i < SOCKET_ARGUMENTS; i++) {
            words.add(in.getInt() & 0xffff_ffffL);
        }
        return words;
    }
}
