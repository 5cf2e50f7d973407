package cordon.deploy;

import cordon.api.policy.CapabilityRule;
import cordon.api.policy.DeviceRule;
import cordon.api.policy.EnvironmentRule;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.KernelModuleRule;
import cordon.api.policy.LinkRule;
import cordon.api.policy.MountEntryRule;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.RawRule;
import cordon.api.policy.Rule;
import cordon.api.policy.SyscallRule;
import cordon.api.policy.UserNamespaceRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says a rule in words, after its subject: {@code can read /etc/fstab}. Pure. */
final class Sentences {
    private Sentences() {
    }

    static String of(Rule rule) {
        if (rule instanceof FileRule file) {
            return can(file.deny()) + together(file.access()) + " " + file.path() + (file.owner() ? " where the user owns it" : "");
        }
        if (rule instanceof LinkRule link) {
            return can(link.deny()) + "make hard links " + link.link() + " to " + link.target();
        }
        if (rule instanceof CapabilityRule capability) {
            return can(capability.deny()) + "use the capability " + capability.capability() + " where it runs as root";
        }
        if (rule instanceof NetworkRule network) {
            return can(network.deny()) + "make sockets: " + network.text();
        }
        if (rule instanceof SyscallRule call) {
            return can(call.deny()) + "call " + call.name() + "(2)" + (call.conditions().isEmpty() ? "" : " with some arguments: " + call.text());
        }
        if (rule instanceof DeviceRule) {
            return "can use the device " + rule.text();
        }
        if (rule instanceof MountEntryRule entry) {
            return "finds at " + entry.target() + (entry.source() == null ? " an empty place" : " what is at " + entry.source())
                    + (entry.readOnly() ? ", to read" : ", to write too");
        }
        if (rule instanceof EnvironmentRule variable) {
            return "has " + variable.name() + "=" + variable.value() + " in its environment";
        }
        if (rule instanceof KernelModuleRule module) {
            return "makes the kernel load the module " + module.name();
        }
        if (rule instanceof UserNamespaceRule) {
            return "can make user namespaces";
        }
        if (rule instanceof RawRule raw) {
            return "gets text that only " + raw.backend() + " understands, raw: " + raw.line();
        }
        return "can do what this says: " + rule.render();
    }

    private static String can(boolean deny) {
        return deny ? "can never " : "can ";
    }

    private static String together(Set<FileAccess> access) {
        List<String> words = new ArrayList<>();
        for (FileAccess one : FileAccess.values()) {
            if (access.contains(one)) {
                words.add(word(one));
            }
        }
        return words.size() == 1 ? words.get(0) : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.get(words.size() - 1);
    }

    private static String word(FileAccess access) {
        return switch (access) {
            case READ -> "read";
            case WRITE -> "write";
            case APPEND -> "append to";
            case MAP -> "run code of";
            case LOCK -> "lock";
            case LINK -> "link to";
            case EXECUTE -> "execute";
        };
    }
}
