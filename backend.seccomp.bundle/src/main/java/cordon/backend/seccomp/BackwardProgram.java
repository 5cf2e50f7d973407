package cordon.backend.seccomp;

import cordon.linux.BpfProgram;
import cordon.linux.BpfProgram.Instruction;
import cordon.linux.SeccompAction;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Classic BPF written from its end to its start. Jumps lead forward only, so each target exists before the jump to it, and its
 * distance is known. A place is the number of instructions from there to the end. For one thread.
 */
final class BackwardProgram {
    /** Offsets in struct seccomp_data (linux/seccomp.h). */
    static final int NUMBER = 0;
    static final int ARCH = 4;
    static final int ARGUMENTS = 16;
    private static final int UPPER_HALF = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 4 : 0;

    // linux/bpf_common.h
    private static final int LOAD = 0x20;
    private static final int AND = 0x54;
    private static final int JUMP = 0x05;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_AT_LEAST = 0x35;
    private static final int JUMP_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;
    private static final int FARTHEST = 255;

    private final List<Instruction> reversed;
    /** The last jump to each place that was too far away for a condition. */
    private final Map<Integer, Integer> relays = new HashMap<>();

    /** Begins with nothing. */
    BackwardProgram() {
        reversed = new ArrayList<>();
    }

    /** Begins before a program. */
    BackwardProgram(BpfProgram rest) {
        reversed = new ArrayList<>(rest.instructions());
        Collections.reverse(reversed);
    }

    /** The place of the first instruction. */
    int start() {
        return reversed.size();
    }

    /** An answer to the call. */
    int answer(SeccompAction action) {
        return add(RETURN, 0, 0, action.value());
    }

    /** The same, by its value. */
    int answer(int value) {
        return add(RETURN, 0, 0, value);
    }

    /** Loads the bits of a word of the call's data that the last instruction written looks at. */
    int load(int offset, int mask) {
        if (mask != -1) {
            add(AND, 0, 0, mask);
        }
        return add(LOAD, 0, 0, offset);
    }

    /** Loads a word of the call's data, then goes on at a place. */
    int loadFor(int next, int offset) {
        if (next != start()) {
            add(JUMP, 0, 0, start() - next);
        }
        return add(LOAD, 0, 0, offset);
    }

    int jumpEqual(int k, int then, int otherwise) {
        return jump(JUMP_EQUAL, k, then, otherwise);
    }

    int jumpAtLeast(int k, int then, int otherwise) {
        return jump(JUMP_AT_LEAST, k, then, otherwise);
    }

    /** Goes on at {@code then} when the test holds, else at {@code otherwise}. */
    int test(Refusal.BitTest test, int then, int otherwise) {
        int offset = ARGUMENTS + 8 * test.argument();
        if (test.any()) {
            return loadFor(jump(JUMP_ANY_BIT, (int) test.mask(), then, otherwise), offset + 4 - UPPER_HALF);
        }
        int upper = half(offset + UPPER_HALF, test.mask() >>> 32, test.value() >>> 32, then, otherwise);
        return half(offset + 4 - UPPER_HALF, test.mask() & 0xffffffffL, test.value() & 0xffffffffL, upper, otherwise);
    }

    /** The program that starts at the place, which is the last one written. */
    BpfProgram finish(int place) {
        if (place != start()) {
            throw new IllegalArgumentException("the program starts where it was written last");
        }
        List<Instruction> forward = new ArrayList<>(reversed);
        Collections.reverse(forward);
        return new BpfProgram(forward);
    }

    private int half(int offset, long mask, long value, int then, int otherwise) {
        if (mask == 0) {
            return then;
        }
        int compare = jump(JUMP_EQUAL, (int) value, then, otherwise);
        if (mask != 0xffffffffL) {
            compare = add(AND, 0, 0, (int) mask);
        }
        return loadFor(compare, offset);
    }

    /** Goes on at {@code then} when the loaded bits compare so with a number, else at {@code otherwise}. */
    int jump(int code, int k, int then, int otherwise) {
        int near = reach(then);
        int other = reach(otherwise);
        // What was put in for the second may have moved the first out of reach.
        near = reach(near);
        return add(code, start() - near, start() - other, k);
    }

    /** The place, or a jump there when it is too far away for a condition; one more may still come between. */
    private int reach(int place) {
        if (start() - place < FARTHEST) {
            return place;
        }
        int relay = relays.getOrDefault(place, 0);
        if (relay == 0 || start() - relay >= FARTHEST) {
            relay = add(JUMP, 0, 0, start() - place);
            relays.put(place, relay);
        }
        return relay;
    }

    private int add(int code, int jt, int jf, int k) {
        reversed.add(new Instruction(code, jt, jf, k));
        return start();
    }
}
