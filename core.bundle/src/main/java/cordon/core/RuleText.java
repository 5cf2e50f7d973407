package cordon.core;

import cordon.api.policy.CapabilityRule;
import cordon.api.policy.DBusRule;
import cordon.api.policy.DeviceRule;
import cordon.api.policy.EnvironmentRule;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.KernelModuleRule;
import cordon.api.policy.LinkRule;
import cordon.api.policy.MountEntryRule;
import cordon.api.policy.MountRule;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.PtraceRule;
import cordon.api.policy.RawRule;
import cordon.api.policy.Rule;
import cordon.api.policy.SignalRule;
import cordon.api.policy.SyscallRule;
import cordon.api.policy.UdevRule;
import cordon.api.policy.UnixSocketRule;
import cordon.api.policy.UserNamespaceRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Says a rule in words, after its subject: {@code can read /etc/fstab}. Pure. */
public final class RuleText {
    private RuleText() {
    }

    /** The words. What is rendered is checked when a rule is made, so they are fit for a terminal. */
    public static String of(Rule rule) {
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
        if (rule instanceof DeviceRule device) {
            return "can use the " + (device.type() == DeviceRule.Type.BLOCK ? "block " : "") + "device " + rule.text().substring(rule.text().indexOf(' ') + 1);
        }
        if (rule instanceof UdevRule || rule instanceof UnixSocketRule || rule instanceof DBusRule || rule instanceof SignalRule || rule instanceof PtraceRule
                || rule instanceof MountRule) {
            return aboutOthers(rule);
        }
        if (rule instanceof MountEntryRule entry) {
            return "finds at " + entry.target() + (entry.type() == MountEntryRule.Type.DIRECTORY ? " a directory" : entry.source() == null ? " an empty place" : " what is at " + entry.source())
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

    private static String aboutOthers(Rule rule) {
        if (rule instanceof UdevRule udev) {
            return "can use devices of the subsystem " + udev.subsystem()
                    + udev.attributes().entrySet().stream().map(one -> " whose " + one.getKey() + " is " + one.getValue()).collect(Collectors.joining(" and"));
        }
        if (rule instanceof UnixSocketRule socket) {
            return "can " + names(socket.access(), "do everything") + " on unix sockets" + with(" at ", socket.address()) + with(" of type ", socket.type())
                    + with(" to ", socket.peerAddress()) + with(" of ", socket.peerLabel());
        }
        if (rule instanceof DBusRule message) {
            String bus = " on the " + name(message.bus()) + " bus";
            return message.access().contains(DBusRule.Access.BIND) ? "can own the name " + message.name() + bus
                    : "can " + names(message.access(), "send and receive") + bus + with(" of the object ", message.path()) + with(" the interface ", message.interfaceName())
                    + with(" the member ", message.member()) + with(", peer ", message.name()) + with(" of ", message.peerLabel());
        }
        if (rule instanceof SignalRule signal) {
            return "can " + names(signal.access(), "send and receive") + " " + (signal.signals().isEmpty() ? "all signals" : "the signals " + String.join(", ", signal.signals()))
                    + with(", peer ", signal.peer());
        }
        if (rule instanceof PtraceRule trace) {
            return "can " + names(trace.access(), "trace and read") + " other processes (ptrace(2))" + with(", peer ", trace.peer());
        }
        MountRule mount = (MountRule) rule;
        return "can " + name(mount.operation()) + (mount.text().isEmpty() ? " anything anywhere" : " " + mount.text());
    }

    private static String names(Set<? extends Enum<?>> access, String all) {
        return access.isEmpty() ? all : access.stream().sorted().map(RuleText::name).collect(Collectors.joining(", "));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String with(String before, String value) {
        return value == null ? "" : before + value;
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
