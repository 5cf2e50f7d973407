package cordon.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A seccomp filter as the kernel takes it, an array of {@code struct sock_filter}, and what it answers: the classic BPF of
 * bpf(4) with the restrictions of seccomp(2). For tests and for explaining; the kernel runs the same bytes. Immutable.
 *
 * @param instructions at least one
 */
public record BpfProgram(List<Instruction> instructions) {
    /**
     * One instruction.
     *
     * @param code operation
     * @param jt   instructions to skip when a comparison holds
     * @param jf   instructions to skip when it does not
     * @param k    operand
     */
    public record Instruction(int code, int jt, int jf, int k) {
    }

    /** The kernel's limit (BPF_MAXINSNS). */
    public static final int MAX_INSTRUCTIONS = 4096;
    /** Bytes of a {@code struct sock_filter}. */
    public static final int INSTRUCTION_SIZE = 8;

    /** @throws IllegalArgumentException when the kernel would refuse the number of instructions */
    public BpfProgram {
        instructions = List.copyOf(instructions);
        if (instructions.isEmpty() || instructions.size() > MAX_INSTRUCTIONS) {
            throw new IllegalArgumentException("a filter of " + instructions.size() + " instructions: 1 to "
                    + MAX_INSTRUCTIONS + " are possible");
        }
    }

    /**
     * Reads an array of {@code struct sock_filter} in this machine's byte order.
     *
     * @throws IllegalArgumentException when the length is not that of whole instructions
     */
    public static BpfProgram parse(byte[] bytes) {
        if (bytes.length % INSTRUCTION_SIZE != 0) {
            throw new IllegalArgumentException(bytes.length + " bytes are not an array of instructions");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        List<Instruction> found = new ArrayList<>(bytes.length / INSTRUCTION_SIZE);
        while (in.hasRemaining()) {
            found.add(new Instruction(in.getShort() & 0xffff, in.get() & 0xff, in.get() & 0xff, in.getInt()));
        }
        return new BpfProgram(found);
    }

    /** The array of {@code struct sock_filter}. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(instructions.size() * INSTRUCTION_SIZE).order(ByteOrder.nativeOrder());
        for (Instruction i : instructions) {
            out.putShort((short) i.code()).put((byte) i.jt()).put((byte) i.jf()).putInt(i.k());
        }
        return out.array();
    }

    /**
     * What the filter answers to a system call.
     *
     * @param number    of the system call, with bit 30 for x32
     * @param auditArch as {@link Arch#auditArch()}
     * @param arguments up to six
     * @throws IllegalArgumentException when the program is not one that the kernel would have accepted
     */
    public SeccompAction run(int number, int auditArch, long... arguments) {
        return run(number, auditArch, 0, arguments);
    }

    /** As {@link #run(int, int, long...)}, for a filter that also looks at the address of the call. */
    public SeccompAction run(int number, int auditArch, long address, long[] arguments) {
        return new SeccompAction(BpfMachine.run(this, data(number, auditArch, address, arguments)));
    }

    /** struct seccomp_data: nr, arch, instruction_pointer, args[6]. */
    private static ByteBuffer data(int number, int auditArch, long address, long[] arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        data.putInt(number).putInt(auditArch).putLong(address);
        for (long argument : arguments) {
            data.putLong(argument);
        }
        return data;
    }
}
