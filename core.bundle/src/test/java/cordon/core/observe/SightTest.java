package cordon.core.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.core.Observation;
import cordon.linux.Arch;
import cordon.linux.FileRights;
import cordon.linux.SeccompListener.Waiting;
import cordon.linux.Self;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SightTest {
    private static final FileRights ROOT = new FileRights(0, 0, List.of());

    private static List<Observation> seen(String name, Long... arguments) {
        return new Sight(ROOT).of(new Waiting(1, Self.pid(), Arch.host().number(name).orElseThrow(), Arch.host().auditArch(), List.of(arguments)));
    }

    @Test
    void anAddressOfAnyLengthAnywhereEndsNoWatch() {
        for (long length : new long[] {-1, Long.MIN_VALUE, Integer.MIN_VALUE, 0, 1, Long.MAX_VALUE}) {
            for (long address : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                assertEquals(Set.of(new Observation.Syscall("connect", List.of())), Set.copyOf(seen("connect", 3L, address, length, 0L, 0L, 0L)));
                assertEquals(Set.of(new Observation.Syscall("openat2", List.of())), Set.copyOf(seen("openat2", -100L, address, address, length, 0L, 0L)));
            }
        }
    }

    @Test
    void aSignalToAnybodyWithAnyNumberEndsNoWatch() {
        for (String name : SignalCalls.NAMES) {
            for (long target : new long[] {0, -1, 1, Integer.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE}) {
                for (long signal : new long[] {-1, 0, 64, 65, Long.MAX_VALUE}) {
                    assertEquals(name, ((Observation.Syscall) seen(name, target, signal, target, 0L, 0L, 0L).get(0)).name());
                }
            }
        }
    }

    @Test
    void aSignalToAnotherProcessIsSeenAndOneToNobodyIsNot() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            assertEquals(new Observation.Signal("term", "unconfined"), seen("kill", other.pid(), 15L, 0L, 0L, 0L, 0L).get(1));
            assertEquals(1, seen("kill", 0L, 15L, 0L, 0L, 0L, 0L).size());
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertEquals(1, seen("kill", other.pid(), 15L, 0L, 0L, 0L, 0L).size());
    }

    @Test
    void aCallOfA32BitProgramHasItsNameThere() {
        Arch.host().compat().ifPresent(arch -> {
            Waiting call = new Waiting(1, Self.pid(), arch.number("getpid").orElseThrow(), arch.auditArch(), List.of(0L, 0L, 0L, 0L, 0L, 0L));
            assertEquals("getpid", ((Observation.Syscall) new Sight(ROOT).of(call).get(0)).name());
        });
        Waiting sockets = new Waiting(1, Self.pid(), Arch.I386.number("socketcall").orElseThrow(), Arch.I386.auditArch(), List.of(3L, 0L, 0L, 0L, 0L, 0L));
        assertEquals(List.of(), Arch.host() == Arch.AMD64 ? new Sight(ROOT).of(sockets) : List.of(), "its arguments are nowhere");
    }
}
