package cordon.core.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.core.Observation;
import cordon.linux.Arch;
import cordon.linux.SeccompListener.Waiting;
import cordon.linux.Self;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SightTest {
    private static List<Observation> seen(String name, Long... arguments) {
        return new Sight(0).of(new Waiting(1, Self.pid(), Arch.host().number(name).orElseThrow(), Arch.host().auditArch(), List.of(arguments)));
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
}
