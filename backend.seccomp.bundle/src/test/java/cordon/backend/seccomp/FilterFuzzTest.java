package cordon.backend.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.linux.Arch;
import cordon.linux.BpfProgram;
import cordon.linux.BpfProgram.Instruction;
import cordon.linux.Comparison;
import cordon.linux.SeccompAction;
import cordon.linux.SeccompFilter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The short filter against programs that nobody would write, and against libseccomp's for comparisons of all bits of all arguments. */
class FilterFuzzTest {
    private static final List<Syscalls> ARCHITECTURES = Stream.concat(Stream.of(Arch.host()), Arch.host().compat().stream()).map(Syscalls::new).toList();
    private static final int[] AUDIT_ARCHES = {Arch.AMD64.auditArch(), Arch.I386.auditArch(), Arch.ARM64.auditArch(), 0, -1};
    private static final List<String> CALLS = List.of("read", "ioctl", "kill", "mmap", "fchmodat", "prctl", "openat", "clone", "quotactl", "uname");
    private static final int LOAD = 0x20;
    private static final int AND = 0x54;
    private static final int JUMP = 0x05;
    private static final int RETURN = 0x06;
    private static final int[] COMPARISONS = {FilterGraph.EQUAL, FilterGraph.GREATER, FilterGraph.AT_LEAST, FilterGraph.ANY_BIT};
    private static final int NUMBER = 0;
    private static final int ARCH = 4;
    private static final int ARGUMENTS = 16;
    /** Where signs, halves of 64 bits, x32 and the ends of tables are. */
    private static final int[] WORDS = {0, 1, 2, 3, 4, 7, 0xff, 0x100, 0x1ff, 511, 512, 0x5412, 0xffff, 0x3fffffff, 0x40000000, 0x400001ff, Integer.MAX_VALUE, Integer.MIN_VALUE, -2, -1};

    @Test
    void anyProgramIsAnsweredAsItIs() {
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            BpfProgram whole = program(random);
            same(whole, random, 400, "seed " + seed);
        }
    }

    @Test
    void comparisonsOfAllBitsOfAllArgumentsAreAnsweredAsLibseccompAnswersThem() throws Exception {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            same(compiled(random), random, 6000, "seed " + seed);
        }
    }

    private static void same(BpfProgram whole, Random random, int calls, String what) {
        BpfProgram made = ShortFilter.of(whole, ARCHITECTURES);
        int[] words = whole.instructions().stream().filter(i -> i.code() != LOAD && i.code() != RETURN).mapToInt(Instruction::k).toArray();
        for (int i = 0; i < calls; i++) {
            int number = random.nextInt(3) == 0 ? near(random, words) : random.nextInt(-2, 600) | (random.nextInt(8) == 0 ? 0x40000000 : 0);
            int arch = AUDIT_ARCHES[random.nextInt(AUDIT_ARCHES.length)];
            long[] arguments = random.longs(6).map(any -> (long) near(random, words) << 32 | near(random, words) & 0xffffffffL).toArray();
            assertEquals(whole.run(number, arch, arguments), made.run(number, arch, arguments), () -> what + ": call " + number + " of " + arch);
        }
    }

    /** A number that is compared with, or one beside it, or one that differs in a bit. */
    private static int near(Random random, int[] words) {
        int word = words.length > 0 && random.nextInt(4) > 0 ? words[random.nextInt(words.length)] : WORDS[random.nextInt(WORDS.length)];
        return switch (random.nextInt(6)) {
            case 0 -> word + 1;
            case 1 -> word - 1;
            case 2 -> word ^ 1 << random.nextInt(32);
            default -> word;
        };
    }

    /**
     * Pieces that each load a word, of which some bits are compared with several numbers, and go on with any later piece. As in every filter of ours, numbers of
     * calls are never masked, and architectures that are not compared with get one answer.
     */
    private static BpfProgram program(Random random) {
        List<Instruction> backward = new ArrayList<>();
        List<Integer> pieces = new ArrayList<>();
        for (int i = 1 + random.nextInt(30); i > 0; i--) {
            if (pieces.isEmpty() || random.nextInt(4) == 0) {
                backward.add(new Instruction(RETURN, 0, 0, random.nextInt(4)));
            } else {
                piece(backward, pieces, random);
            }
            pieces.add(backward.size());
        }
        Collections.reverse(backward);
        return new BpfProgram(backward);
    }

    private static void piece(List<Instruction> backward, List<Integer> pieces, Random random) {
        boolean argument = random.nextBoolean();
        boolean arch = !argument && random.nextInt(3) == 0;
        backward.add(new Instruction(JUMP, 0, 0, to(backward, pieces, random)));
        for (int i = random.nextInt(6); i >= 0; i--) {
            int then = random.nextBoolean() ? to(backward, pieces, random) : 0;
            int otherwise = random.nextInt(4) == 0 ? to(backward, pieces, random) : 0;
            backward.add(new Instruction(COMPARISONS[random.nextInt(arch ? 1 : argument ? 4 : 3)], then, otherwise,
                    arch ? ARCHITECTURES.get(random.nextInt(ARCHITECTURES.size())).arch().auditArch() : WORDS[random.nextInt(WORDS.length)]));
        }
        if (argument && random.nextBoolean()) {
            backward.add(new Instruction(AND, 0, 0, WORDS[random.nextInt(WORDS.length)]));
        }
        backward.add(new Instruction(LOAD, 0, 0, argument ? ARGUMENTS + 4 * random.nextInt(12) : arch ? ARCH : NUMBER));
    }

    /** How many instructions to skip to a piece that follows. */
    private static int to(List<Instruction> backward, List<Integer> pieces, Random random) {
        return backward.size() - pieces.get(random.nextInt(pieces.size()));
    }

    private static BpfProgram compiled(Random random) throws Exception {
        SeccompFilter filter = new SeccompFilter(SeccompAction.errno(1));
        ARCHITECTURES.forEach(syscalls -> filter.arch(syscalls.arch()));
        for (String call : CALLS) {
            for (int i = random.nextInt(4); i > 0; i--) {
                List<Comparison> comparisons = new ArrayList<>();
                for (int argument = 0; argument < 6; argument++) {
                    if (random.nextInt(3) == 0) {
                        long mask = random.nextBoolean() ? -1L : random.nextBoolean() ? 0xffffffffL : word(random) << 32 | word(random);
                        comparisons.add(Comparison.masked(argument, mask, word(random) << 32 | word(random)));
                    }
                }
                filter.allow(call, comparisons);
            }
        }
        return filter.compile().program();
    }

    private static long word(Random random) {
        return WORDS[random.nextInt(WORDS.length)] & 0xffffffffL;
    }
}
