package cordon.linux;

import java.nio.ByteBuffer;

/** Runs classic BPF over a {@code struct seccomp_data} (linux/bpf_common.h). */
final class BpfMachine {
    // Classes of instructions, and what the rest of the code says in each.
    private static final int LD = 0x00;
    private static final int LDX = 0x01;
    private static final int ST = 0x02;
    private static final int STX = 0x03;
    private static final int ALU = 0x04;
    private static final int JMP = 0x05;
    private static final int RET = 0x06;
    private static final int CLASS = 0x07;
    private static final int MODE = 0xe0;
    private static final int MODE_IMM = 0x00;
    private static final int MODE_ABS = 0x20;
    private static final int MODE_MEM = 0x60;
    private static final int MODE_LEN = 0x80;
    private static final int OPERATION = 0xf0;
    private static final int SOURCE_X = 0x08;
    private static final int RET_A = 0x10;
    private static final int TXA = 0x80;

    private final BpfProgram program;
    private final ByteBuffer data;
    private final int[] memory = new int[16];
    private int a;
    private int x;

    private BpfMachine(BpfProgram program, ByteBuffer data) {
        this.program = program;
        this.data = data;
    }

    static int run(BpfProgram program, ByteBuffer data) {
        return new BpfMachine(program, data).run();
    }

    private int run() {
        // Jumps go forward only, so that each turn gets nearer to the end.
        for (int at = 0; at < program.instructions().size(); at++) {
            BpfProgram.Instruction i = program.instructions().get(at);
            switch (i.code() & CLASS) {
                case LD -> a = load(i);
                case LDX -> x = load(i);
                case ST -> memory[i.k() & 15] = a;
                case STX -> memory[i.k() & 15] = x;
                case ALU -> a = compute(i);
                case JMP -> at += jump(i);
                case RET -> {
                    return (i.code() & RET_A) != 0 ? a : i.k();
                }
                default -> {
                    if ((i.code() & TXA) != 0) {
                        a = x;
                    } else {
                        x = a;
                    }
                }
            }
        }
        throw new IllegalArgumentException("the filter ends without an answer");
    }

    private int load(BpfProgram.Instruction i) {
        return switch (i.code() & MODE) {
            case MODE_IMM -> i.k();
            case MODE_ABS -> word(i.k());
            case MODE_MEM -> memory[i.k() & 15];
            case MODE_LEN -> data.capacity();
            default -> throw unknown(i);
        };
    }

    private int word(int offset) {
        if (offset < 0 || offset > data.capacity() - 4 || offset % 4 != 0) {
            throw new IllegalArgumentException("the filter reads at offset " + offset);
        }
        return data.getInt(offset);
    }

    private int compute(BpfProgram.Instruction i) {
        int operand = (i.code() & SOURCE_X) != 0 ? x : i.k();
        return switch (i.code() & OPERATION) {
            case 0x00 -> a + operand;
            case 0x10 -> a - operand;
            case 0x20 -> a * operand;
            case 0x30 -> operand == 0 ? 0 : Integer.divideUnsigned(a, operand);
            case 0x40 -> a | operand;
            case 0x50 -> a & operand;
            case 0x60 -> a << operand;
            case 0x70 -> a >>> operand;
            case 0x80 -> -a;
            case 0xa0 -> a ^ operand;
            default -> throw unknown(i);
        };
    }

    private int jump(BpfProgram.Instruction i) {
        int operand = (i.code() & SOURCE_X) != 0 ? x : i.k();
        int operation = i.code() & OPERATION;
        if (operation == 0x00) {
            return i.k();
        }
        boolean holds = switch (operation) {
            case 0x10 -> a == operand;
            case 0x20 -> Integer.compareUnsigned(a, operand) > 0;
            case 0x30 -> Integer.compareUnsigned(a, operand) >= 0;
            case 0x40 -> (a & operand) != 0;
            default -> throw unknown(i);
        };
        return holds ? i.jt() : i.jf();
    }

    private static IllegalArgumentException unknown(BpfProgram.Instruction i) {
        return new IllegalArgumentException(String.format("the filter has an unknown instruction 0x%02x", i.code()));
    }
}
