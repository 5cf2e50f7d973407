package cordon.backend.seccomp;

import cordon.api.policy.AppPolicy;
import cordon.linux.Arch;
import cordon.linux.BpfProgram;
import cordon.linux.Errno;
import cordon.linux.SeccompAction;
import java.util.LinkedHashSet;
import java.util.Set;

/** A compiled profile, to ask. */
record Filtered(FilterText text, BpfProgram program) {
    static final SeccompAction EPERM = SeccompAction.errno(Errno.EPERM);

    static Filtered of(String text) throws FilterTextException {
        FilterText parsed = FilterText.parse(text);
        return new Filtered(parsed, new FilterCompiler().compile(parsed).program().orElseThrow());
    }

    static Filtered of(AppPolicy policy) throws FilterTextException {
        return of(ProfileText.of(policy, Constants.host()));
    }

    /** The answer to a call of this machine's architecture. */
    SeccompAction answer(String syscall, long... arguments) {
        return answer(Arch.host(), syscall, arguments);
    }

    SeccompAction answer(Arch arch, String syscall, long... arguments) {
        return program.run(arch.number(syscall).orElseThrow(), arch.auditArch(), arguments);
    }

    /** All answers to a call, over arguments that its rules compare with. */
    Set<SeccompAction> answers(String syscall) {
        Set<SeccompAction> answers = new LinkedHashSet<>();
        answers.add(answer(syscall, 0, 0, 0, 0, 0, 0));
        answers.add(answer(syscall, -1, -1, -1, -1, -1, -1));
        answers.add(answer(syscall, 4242, 4242, 4242, 4242, 4242, 4242));
        text.rules().keySet().stream().filter(rule -> rule.name().equals(syscall)).forEach(rule -> {
            for (var alternative : Conditions.alternatives(rule, new Values(Constants.host()))) {
                long[] arguments = new long[6];
                alternative.forEach(test -> arguments[test.argument()] |= test.value());
                answers.add(answer(syscall, arguments));
            }
        });
        return answers;
    }
}
