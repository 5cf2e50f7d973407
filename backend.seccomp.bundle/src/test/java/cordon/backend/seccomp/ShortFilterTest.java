package cordon.backend.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.linux.Arch;
import cordon.linux.BpfProgram;
import cordon.linux.BpfProgram.Instruction;
import cordon.linux.Comparison;
import cordon.linux.SeccompAction;
import cordon.linux.SeccompFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The short filter against the one that it was made of. */
class ShortFilterTest {
    private static final List<Syscalls> ARCHITECTURES = Stream.concat(Stream.of(Arch.host()), Arch.host().compat().stream()).map(Syscalls::new).toList();
    /** No architecture has the last two. */
    private static final int[] AUDIT_ARCHES = {Arch.AMD64.auditArch(), Arch.I386.auditArch(), Arch.ARM64.auditArch(), 0, -1};
    private static final List<String> CALLS = List.of("read", "write", "close", "ioctl", "socket", "prctl", "kill", "clone", "mmap", "fchmodat", "openat", "uname");
    private static final long[] VALUES = {0, 1, 2, 3, 7, 0x800, 0x5412, 0xffffffffL, 0x1_0000_0000L, 0x1_0000_0001L, -1L};

    @Test
    void itAnswersAsTheFilterDoes() throws Exception {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            BpfProgram whole = filter(random);
            BpfProgram made = ShortFilter.of(whole, ARCHITECTURES);
            for (int arch : AUDIT_ARCHES) {
                IntStream numbers = IntStream.concat(IntStream.range(-2, 520), IntStream.of(0x3fffffff, 0x40000000, 0x40000001, 0x400001ff, Integer.MAX_VALUE, Integer.MIN_VALUE));
                numbers.forEach(number -> {
                    for (int i = 0; i < 4; i++) {
                        long[] arguments = random.longs(6, 0, VALUES.length).map(value -> VALUES[(int) value]).toArray();
                        assertEquals(whole.run(number, arch, arguments), made.run(number, arch, arguments), () -> "call " + number + " of " + arch);
                    }
                });
            }
            assertTrue(made.instructions().size() < whole.instructions().size(), made.instructions().size() + " of " + whole.instructions().size());
        }
    }

    private static BpfProgram filter(Random random) throws Exception {
        SeccompFilter filter = new SeccompFilter(SeccompAction.errno(1));
        ARCHITECTURES.forEach(syscalls -> filter.arch(syscalls.arch()));
        for (String call : CALLS) {
            if (random.nextBoolean()) {
                filter.allow(call);
            } else {
                for (int i = random.nextInt(4); i > 0; i--) {
                    List<Comparison> comparisons = new ArrayList<>();
                    for (int argument = 0; argument < 3; argument++) {
                        if (random.nextBoolean()) {
                            comparisons.add(Comparison.masked(argument, random.nextBoolean() ? 0xffffffffL : 0xff00L, VALUES[random.nextInt(VALUES.length)] & 0xff00L));
                        }
                    }
                    filter.allow(call, comparisons);
                }
            }
        }
        return filter.compile().program();
    }

    /** In a filter for no other architecture than the host's nothing is loaded but what is tested. */
    @Test
    void callsOfOtherArchitecturesAreNotRememberedByTheKernel() throws Exception {
        SeccompFilter filter = new SeccompFilter(SeccompAction.errno(1));
        ARCHITECTURES.forEach(syscalls -> filter.arch(syscalls.arch()));
        filter.allow("read");
        BpfProgram whole = filter.compile().program();
        Instruction load = new Instruction(0x20, 0, 0, 16);
        assertEquals(ARCHITECTURES.size() - 1, ShortFilter.of(whole, ARCHITECTURES).instructions().stream().filter(load::equals).count());
        assertEquals(0, ShortFilter.of(whole, ARCHITECTURES.subList(0, 1)).instructions().stream().filter(load::equals).count());
    }

    @Test
    void aTestThatCannotFailAndWhatComesTwiceIsGone() {
        BpfProgram whole = new BpfProgram(List.of(new Instruction(0x20, 0, 0, 16), new Instruction(0x54, 0, 0, 0), new Instruction(0x15, 0, 1, 0),
                new Instruction(0x06, 0, 0, 7), new Instruction(0x06, 0, 0, 8)));
        assertEquals(List.of(new Instruction(0x06, 0, 0, 7)), ShortFilter.of(whole, ARCHITECTURES).instructions());
    }

    @Test
    void aTestOfSomeBitsOfANumberIsNotGuessedAt() {
        BpfProgram whole = new BpfProgram(List.of(new Instruction(0x20, 0, 0, 0), new Instruction(0x45, 0, 1, 1), new Instruction(0x06, 0, 0, 7),
                new Instruction(0x06, 0, 0, 8)));
        assertThrows(IllegalArgumentException.class, () -> ShortFilter.of(whole, ARCHITECTURES));
    }
}
