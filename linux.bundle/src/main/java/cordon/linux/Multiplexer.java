package cordon.linux;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * System calls that 32-bit x86 can also make through another: socketcall(2) and ipc(2), which take the arguments from
 * memory, where no filter can see them. For a rule with conditions libseccomp lets the multiplexed form through whatever
 * its arguments; this closes it for calls that have rules with conditions only.
 */
final class Multiplexer {
    private static final int SOCKETCALL = 102;
    private static final int IPC = 117;

    private static final Map<String, Integer> BY_SOCKETCALL = Map.ofEntries(Map.entry("socket", 1), Map.entry("bind", 2),
            Map.entry("connect", 3), Map.entry("listen", 4), Map.entry("accept", 5), Map.entry("getsockname", 6),
            Map.entry("getpeername", 7), Map.entry("socketpair", 8), Map.entry("send", 9), Map.entry("recv", 10),
            Map.entry("sendto", 11), Map.entry("recvfrom", 12), Map.entry("shutdown", 13), Map.entry("setsockopt", 14),
            Map.entry("getsockopt", 15), Map.entry("sendmsg", 16), Map.entry("recvmsg", 17), Map.entry("accept4", 18),
            Map.entry("recvmmsg", 19), Map.entry("sendmmsg", 20));
    private static final Map<String, Integer> BY_IPC = Map.ofEntries(Map.entry("semop", 1), Map.entry("semget", 2),
            Map.entry("semctl", 3), Map.entry("semtimedop", 4), Map.entry("msgsnd", 11), Map.entry("msgrcv", 12),
            Map.entry("msgget", 13), Map.entry("msgctl", 14), Map.entry("shmat", 21), Map.entry("shmdt", 22),
            Map.entry("shmget", 23), Map.entry("shmctl", 24));

    // struct seccomp_data and the instructions used (seccomp(2), linux/bpf_common.h).
    private static final int NUMBER = 0;
    private static final int ARGUMENT_0_LOW = 16;
    private static final int LOAD = 0x20;
    private static final int JUMP_EQUAL = 0x15;
    private static final int AND = 0x54;
    private static final int RETURN = 0x06;

    private Multiplexer() {
    }

    /** The program for {@link Arch#I386}, with an answer before it for the multiplexed forms of calls that have conditions. */
    static BpfProgram closeConditional(BpfProgram program, SeccompAction otherwise,
            Collection<SeccompFilter.SyscallRule> rules) {
        Set<Integer> sockets = conditional(BY_SOCKETCALL, rules);
        Set<Integer> ipc = conditional(BY_IPC, rules);
        if (otherwise.permits() || sockets.isEmpty() && ipc.isEmpty()) {
            return program;
        }
        List<BpfProgram.Instruction> all = new ArrayList<>();
        all.add(new BpfProgram.Instruction(LOAD, 0, 0, NUMBER));
        refuse(all, SOCKETCALL, sockets, otherwise);
        refuse(all, IPC, ipc, otherwise);
        // The rest begins with its own load, so that what is left in the accumulator does not matter.
        all.addAll(program.instructions());
        return new BpfProgram(all);
    }

    private static Set<Integer> conditional(Map<String, Integer> numbers, Collection<SeccompFilter.SyscallRule> rules) {
        Set<Integer> found = new TreeSet<>();
        Set<Integer> free = new TreeSet<>();
        for (SeccompFilter.SyscallRule rule : rules) {
            Integer number = numbers.get(rule.syscall());
            if (number != null && rule.action().permits()) {
                (rule.comparisons().isEmpty() ? free : found).add(number);
            }
        }
        found.removeAll(free);
        return found;
    }

    /** With the number in the accumulator: skip unless it is this call; then look at the first argument. */
    private static void refuse(List<BpfProgram.Instruction> out, int syscall, Set<Integer> calls, SeccompAction answer) {
        if (calls.isEmpty()) {
            return;
        }
        List<BpfProgram.Instruction> body = new ArrayList<>();
        body.add(new BpfProgram.Instruction(LOAD, 0, 0, ARGUMENT_0_LOW));
        // ipc(2) takes the call from the low half only.
        body.add(new BpfProgram.Instruction(AND, 0, 0, 0xffff));
        for (int call : calls) {
            body.add(new BpfProgram.Instruction(JUMP_EQUAL, 0, 1, call));
            body.add(new BpfProgram.Instruction(RETURN, 0, 0, answer.value()));
        }
        body.add(new BpfProgram.Instruction(LOAD, 0, 0, NUMBER));
        out.add(new BpfProgram.Instruction(JUMP_EQUAL, 0, body.size(), syscall));
        out.addAll(body);
    }
}
