package cordon.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A program for {@link Bpf}, written an instruction at a time (the kernel's "BPF Instruction Set Architecture"). Registers are numbers:
 * 0 holds the result, 1 the context at the start, 1 to 5 the arguments of a call, which are lost in it, 6 to 9 are kept, 10 is the top of the stack.
 * Little-endian machines. For one thread.
 */
public final class EbpfCode {
    /** Bytes of an instruction. */
    static final int INSTRUCTION_SIZE = 8;
    /** The helper that looks up a key: map in register 1, address of the key in 2; the address of the value or 0 in 0. */
    public static final int MAP_LOOKUP_ELEM = 1;
    /** Sets a value: map in register 1, addresses of key and value in 2 and 3, flags in 4. */
    public static final int MAP_UPDATE_ELEM = 2;
    /** Nanoseconds since the start of the machine. */
    public static final int KTIME_GET_NS = 5;
    /** The process in the upper half, the thread in the lower; for programs of control groups since Linux 6.10. */
    public static final int GET_CURRENT_PID_TGID = 14;
    /** The name of the thread: address in register 1, size in 2 (for programs of control groups since Linux 6.1). */
    public static final int GET_CURRENT_COMM = 16;
    /** The number of the control group that the process is in. */
    public static final int GET_CURRENT_CGROUP_ID = 80;
    /** Puts a record into a ring: ring in register 1, address and size in 2 and 3, flags in 4; 0 in 0 unless the ring is full. */
    public static final int RINGBUF_OUTPUT = 130;

    private static final int PSEUDO_MAP_FD = 1;

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();

    /** {@code to = value}. */
    public EbpfCode set(int to, int value) {
        return add(0xb7, to, 0, 0, value);
    }

    /** {@code to = from}. */
    public EbpfCode copy(int to, int from) {
        return add(0xbf, to, from, 0, 0);
    }

    /** {@code to += value}. */
    public EbpfCode plus(int to, int value) {
        return add(0x07, to, 0, 0, value);
    }

    /** {@code to -= from}. */
    public EbpfCode minusRegister(int to, int from) {
        return add(0x1f, to, from, 0, 0);
    }

    /** {@code to &= value}. */
    public EbpfCode and(int to, int value) {
        return add(0x57, to, 0, 0, value);
    }

    /** {@code to &= from}. */
    public EbpfCode andRegister(int to, int from) {
        return add(0x5f, to, from, 0, 0);
    }

    /** {@code to |= from}. */
    public EbpfCode orRegister(int to, int from) {
        return add(0x4f, to, from, 0, 0);
    }

    /** {@code to ^= value}. */
    public EbpfCode xor(int to, int value) {
        return add(0xa7, to, 0, 0, value);
    }

    /** {@code to >>= bits}, zeros come in. */
    public EbpfCode shiftRight(int to, int bits) {
        return add(0x77, to, 0, 0, bits);
    }

    /** The 32 bits at an address and an offset from it. */
    public EbpfCode load(int to, int address, int offset) {
        return add(0x61, to, address, offset, 0);
    }

    /** Stores the low 32 bits of a register. */
    public EbpfCode store(int address, int offset, int from) {
        return add(0x63, address, from, offset, 0);
    }

    /** The 64 bits at an address and an offset from it. */
    public EbpfCode loadLong(int to, int address, int offset) {
        return add(0x79, to, address, offset, 0);
    }

    /** Stores all bits of a register. */
    public EbpfCode storeLong(int address, int offset, int from) {
        return add(0x7b, address, from, offset, 0);
    }

    /** Adds a register to the 64 bits at an address, undivided by others who do. */
    public EbpfCode addTo(int address, int offset, int from) {
        return add(0xdb, address, from, offset, 0);
    }

    /** Stores 32 bits. */
    public EbpfCode storeValue(int address, int offset, int value) {
        return add(0x62, address, 0, offset, value);
    }

    /** The map, for a call. */
    public EbpfCode map(int to, Fd map) {
        return add(0x18, to, PSEUDO_MAP_FD, 0, map.number()).add(0, 0, 0, 0, 0);
    }

    /** Calls a helper of the kernel. */
    public EbpfCode call(int helper) {
        return add(0x85, 0, 0, 0, helper);
    }

    /** Skips instructions when the register is 0. {@link #map} is two. */
    public EbpfCode skipIfZero(int register, int instructions) {
        return add(0x15, register, 0, instructions, 0);
    }

    /** Skips instructions unless the register is 0. */
    public EbpfCode skipUnlessZero(int register, int instructions) {
        return add(0x55, register, 0, instructions, 0);
    }

    /** Carries a piece out when the register is 0. */
    public EbpfCode whenZero(int register, EbpfCode piece) {
        return skipUnlessZero(register, piece.instructions()).then(piece);
    }

    /** Carries a piece out unless the register is 0. */
    public EbpfCode unlessZero(int register, EbpfCode piece) {
        return skipIfZero(register, piece.instructions()).then(piece);
    }

    /** Carries a piece out when the register, without a sign, is greater than a value that is not negative. */
    public EbpfCode whenGreater(int register, int value, EbpfCode piece) {
        return add(0xb5, register, 0, piece.instructions(), value).then(piece);
    }

    /** Goes on with a piece. */
    public EbpfCode then(EbpfCode piece) {
        code.writeBytes(piece.bytes());
        return this;
    }

    private int instructions() {
        return code.size() / INSTRUCTION_SIZE;
    }

    /** Ends with what register 0 holds. */
    public EbpfCode exit() {
        return add(0x95, 0, 0, 0, 0);
    }

    private EbpfCode add(int operation, int to, int from, int offset, int value) {
        ByteBuffer one = ByteBuffer.allocate(INSTRUCTION_SIZE).order(ByteOrder.nativeOrder());
        one.put((byte) operation).put((byte) (from << 4 | to)).putShort((short) offset).putInt(value);
        code.writeBytes(one.array());
        return this;
    }

    /** The program so far. */
    byte[] bytes() {
        return code.toByteArray();
    }
}
