package cordon.core.observe;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.SyscallRule;
import cordon.linux.Arch;
import cordon.linux.BpfProgram;
import cordon.linux.BpfProgram.Instruction;
import cordon.linux.SeccompAction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The filter of a program that is watched: calls that its policy allows whatever their arguments pass, unless they name a file, make a socket or
 * send a signal. All others wait for the listener, those of 32-bit programs too; but for those of x32, which few kernels have. Pure.
 */
public final class ObservingFilter {
    // linux/bpf_common.h
    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_AT_LEAST = 0x35;
    private static final int JUMP = 0x05;
    private static final int RETURN = 0x06;
    private static final int OFFSET_NUMBER = 0;
    private static final int OFFSET_ARCH = 4;
    private static final int X32 = 0x40000000;

    private ObservingFilter() {
    }

    /** The filter for a policy. */
    public static BpfProgram of(AppPolicy policy) {
        Set<String> allowed = allowed(policy);
        List<Instruction> program = new ArrayList<>();
        program.add(new Instruction(LOAD_WORD, 0, 0, OFFSET_ARCH));
        add(program, Arch.host(), allowed);
        Arch.host().compat().ifPresent(arch -> add(program, arch, allowed));
        program.add(answer(SeccompAction.ALLOW));
        return new BpfProgram(program);
    }

    /** What is answered to programs of an architecture; those of others go on behind it. */
    private static void add(List<Instruction> program, Arch arch, Set<String> allowed) {
        List<Instruction> answers = new ArrayList<>();
        answers.add(new Instruction(LOAD_WORD, 0, 0, OFFSET_NUMBER));
        answers.add(new Instruction(JUMP_AT_LEAST, 0, 1, X32));
        answers.add(answer(SeccompAction.ALLOW));
        for (String name : allowed) {
            arch.number(name).ifPresent(number -> {
                answers.add(new Instruction(JUMP_EQUAL, 0, 1, number));
                answers.add(answer(SeccompAction.ALLOW));
            });
        }
        answers.add(answer(SeccompAction.USER_NOTIF));
        program.add(new Instruction(JUMP_EQUAL, 1, 0, arch.auditArch()));
        program.add(new Instruction(JUMP, 0, 0, answers.size()));
        program.addAll(answers);
    }

    private static Set<String> allowed(AppPolicy policy) {
        Set<String> allowed = new HashSet<>();
        Set<String> conditional = new HashSet<>(FileCalls.NAMES);
        conditional.addAll(SignalCalls.NAMES);
        conditional.addAll(List.of("socket", "socketcall"));
        for (SyscallRule rule : policy.rules(SyscallRule.class)) {
            if (rule.deny()) {
                conditional.add(rule.name());
            } else if (rule.conditions().isEmpty()) {
                allowed.add(rule.name());
            }
        }
        allowed.removeAll(conditional);
        return allowed;
    }

    private static Instruction answer(SeccompAction action) {
        return new Instruction(RETURN, 0, 0, action.value());
    }
}
