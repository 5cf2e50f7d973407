package cordon.audit.model;

import cordon.api.policy.FileAccess;
import cordon.api.policy.MountRule;
import cordon.api.policy.Rule;
import cordon.api.policy.UnixSocketRule;
import cordon.audit.text.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something that a program wants to do. Immutable. */
public sealed interface Need {
    /** As {@code cordon why} reads it. */
    String text();

    /**
     * Access to a file.
     *
     * @param path   with links resolved; a directory ends in {@code /}
     * @param owned  whether the caller owns it, if that is known
     * @param device whether it is a device node: then a device rule is needed too
     */
    record File(String path, Set<FileAccess> access, Optional<Boolean> owned, boolean device) implements Need {
        /** Copies the set. */
        public File {
            access = Set.copyOf(access);
        }

        @Override
        public String text() {
            return (device ? "device " : "open ") + path + Wording.letters(access).replaceAll("[()]", "");
        }
    }

    /** A system call; without arguments when they are not known. */
    record Syscall(String name, List<String> arguments) implements Need {
        /** Copies the list. */
        public Syscall {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String text() {
            return "syscall " + name + (arguments.isEmpty() ? "" : " " + String.join(" ", arguments));
        }
    }

    /** A socket; type and protocol are empty for whatever. */
    record Socket(String family, String type, String protocol) implements Need {
        @Override
        public String text() {
            return ("socket " + family + " " + type + " " + protocol).strip();
        }
    }

    /** A capability, in lower case without {@code CAP_}. */
    record Capability(String name) implements Need {
        @Override
        public String text() {
            return "capability " + name;
        }
    }

    /** A signal to or from a process of another label; {@code direction} is {@code send} or {@code receive}. */
    record Signal(String direction, String signal, String peer) implements Need {
        @Override
        public String text() {
            return "signal " + direction + " " + signal + " " + peer;
        }
    }

    /** Tracing or reading a process of another label, or being traced or read by it. */
    record Ptrace(String mask, String peer) implements Need {
        @Override
        public String text() {
            return "ptrace " + mask + " " + peer;
        }
    }

    /** A socket of the family unix that has no name in the file system; texts are empty for whatever. {@code peer} is a label. */
    record Unix(Set<UnixSocketRule.Access> access, String type, String address, String peerAddress, String peer) implements Need {
        /** Copies the set. */
        public Unix {
            access = Set.copyOf(access);
        }

        @Override
        public String text() {
            String words = access.stream().sorted().map(one -> one.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(","));
            return Stream.of("unix", words, address, peerAddress, peer).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
        }
    }

    /** A mount, other options of one, or its end; texts are empty where they do not matter. */
    record Mount(MountRule.Operation operation, String source, String target, String type, List<String> options) implements Need {
        /** Copies the list. */
        public Mount {
            options = List.copyOf(options);
        }

        @Override
        public String text() {
            return Stream.of(operation.name().toLowerCase(Locale.ROOT), source, target, type, String.join(",", options)).filter(word -> !word.isEmpty())
                    .collect(Collectors.joining(" "));
        }
    }

    /** What is known by the rule that would allow it, and by that alone. */
    record Ruled(Rule rule) implements Need {
        @Override
        public String text() {
            return rule.kind() + " " + rule.text();
        }
    }

    /** A message or a name on a bus; texts are empty where they do not matter. */
    record DBus(String bus, String mask, String path, String interfaceName, String member, String name, String peer) implements Need {
        @Override
        public String text() {
            return ("dbus " + bus + " " + mask + " " + (mask.equals("bind") ? name : path + " " + interfaceName + "." + member)).strip();
        }
    }
}
