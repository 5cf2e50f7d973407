package cordon.audit.model;

import cordon.api.policy.MountRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.PolicyEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mounts: a rule that names it, the capability and the system call together. Pure. */
final class MountMatch {
    private static final Need CAPABILITY = new Need.Capability("sys_admin");

    private MountMatch() {
    }

    static Verdict of(List<PolicyEntry> entries, Need.Mount need, Map<String, List<String>> variables) {
        Optional<PolicyEntry> rule = entries.stream().filter(entry -> entry.rule() instanceof MountRule one && matches(one, need, variables)).findFirst();
        if (rule.isEmpty()) {
            return new Verdict(Verdict.Answer.REFUSED, List.of(), "");
        }
        Model model = new Model(variables, false);
        List<PolicyEntry> because = new ArrayList<>(List.of(rule.get()));
        for (Need also : List.of(CAPABILITY, new Need.Syscall(need.operation() == MountRule.Operation.UMOUNT ? "umount2" : "mount", List.of()))) {
            Verdict verdict = model.ask(entries, also);
            if (verdict.answer() == Verdict.Answer.REFUSED) {
                return new Verdict(Verdict.Answer.REFUSED, verdict.because(), "a rule names it, and nothing allows " + also.text());
            }
            because.addAll(verdict.because());
        }
        return new Verdict(Verdict.Answer.ALLOWED, because, "");
    }

    private static boolean matches(MountRule rule, Need.Mount need, Map<String, List<String>> variables) {
        return rule.operation() == need.operation() && TextPattern.matches(rule.type(), need.type()) && need.options().containsAll(rule.options())
                && matches(rule.source(), need.source(), variables) && matches(rule.target(), need.target(), variables);
    }

    /** The record of a directory ends in a slash, a rule need not. */
    private static boolean matches(PathPattern pattern, String path, Map<String, List<String>> variables) {
        String plain = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return pattern == null || pattern.matches(path, variables) || pattern.matches(plain, variables) || pattern.matches(plain + "/", variables);
    }
}
