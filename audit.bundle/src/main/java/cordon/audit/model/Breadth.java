package cordon.audit.model;

import cordon.api.policy.CapabilityRule;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.MountRule;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.RawRule;
import cordon.api.policy.Rule;
import cordon.api.policy.Statement;
import cordon.api.policy.SyscallRule;
import cordon.api.policy.UserNamespaceRule;
import java.util.List;

/**
 * How much rules open, to rank what would allow the same. A sum over the rules: a path counts 1, with a star 3, with two 10; writing
 * and executing double it. A system call counts 1, without conditions 2; a kind of socket 5; a capability, a mount, a user namespace or
 * text for one backend 30; all else 3. Rules that refuse count nothing. Pure.
 */
final class Breadth {
    private Breadth() {
    }

    static int of(List<Statement> statements) {
        return statements.stream().map(Statement::rule).mapToInt(Breadth::of).sum();
    }

    private static int of(Rule rule) {
        if (rule instanceof FileRule file) {
            String path = file.path().text();
            int wide = path.contains("**") ? 10 : path.contains("*") ? 3 : 1;
            boolean changes = file.access().contains(FileAccess.WRITE) || file.access().contains(FileAccess.EXECUTE);
            return file.deny() ? 0 : wide * (changes ? 2 : 1);
        }
        if (rule instanceof SyscallRule call) {
            return call.deny() ? 0 : call.conditions().isEmpty() ? 2 : 1;
        }
        if (rule instanceof NetworkRule network) {
            return network.deny() ? 0 : 5;
        }
        boolean strong = rule instanceof CapabilityRule || rule instanceof MountRule || rule instanceof UserNamespaceRule || rule instanceof RawRule;
        return strong ? 30 : 3;
    }
}
