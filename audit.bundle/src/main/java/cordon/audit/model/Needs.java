package cordon.audit.model;

import cordon.api.policy.Capabilities;
import cordon.api.policy.DeviceRule;
import cordon.api.policy.FileAccess;
import cordon.api.policy.MountRule;
import cordon.api.policy.Rule;
import cordon.api.policy.Rules;
import cordon.api.policy.UnixSocketRule;
import cordon.audit.record.Denial;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a denial, or a person's question, is about. Pure. */
public final class Needs {
    /** What {@link #parse} reads. */
    public static final List<String> ACTIONS = List.of("open PATH r|w|rw|a|x|m|k|l", "device PATH r|w|rw", "device char|block MAJOR:MINOR r|w|rw", "socket FAMILY [TYPE [PROTOCOL]]", "syscall NAME [ARG...]",
            "capability NAME", "signal NAME PEER", "ptrace trace|read PEER", "unix bind|listen ADDRESS", "unix connect|send|receive ADDRESS [PEER]",
            "mount SOURCE TARGET [TYPE [OPTION,...]]", "remount TARGET [OPTION,...]", "umount TARGET", "dbus BUS send PATH INTERFACE.MEMBER", "dbus BUS bind NAME");

    private Needs() {
    }

    /** Empty for what no rule of the model is about, or where the record is damaged. */
    public static Optional<Need> of(Denial denial) {
        if (denial instanceof Denial.File d) {
            return d.access().isEmpty() || !d.path().startsWith("/") ? Optional.empty() : Optional.of(new Need.File(d.path(), d.access(), Optional.of(d.owned()), false));
        } else if (denial instanceof Denial.Capability d) {
            return Capabilities.NAMES.contains(d.name()) ? Optional.of(new Need.Capability(d.name())) : Optional.empty();
        } else if (denial instanceof Denial.Network d) {
            return d.family().matches("[a-z0-9_]+") ? Optional.of(new Need.Socket(d.family(), d.type(), "")) : Optional.empty();
        } else if (denial instanceof Denial.Signal d) {
            return Optional.of(new Need.Signal(d.mask(), d.signal(), d.peer()));
        } else if (denial instanceof Denial.Ptrace d) {
            return Optional.of(new Need.Ptrace(d.mask(), d.peer()));
        } else if (denial instanceof Denial.DBus d) {
            return Optional.of(new Need.DBus(d.bus(), d.mask(), d.path(), d.interfaceName(), d.member(), d.name(), d.peer()));
        } else if (denial instanceof Denial.Syscall d) {
            return d.arch().flatMap(arch -> arch.name(d.number())).map(name -> new Need.Syscall(name, List.of()));
        } else if (denial instanceof Denial.Unix d) {
            return unix(d);
        } else if (denial instanceof Denial.Mount d) {
            return mount(d);
        } else if (denial instanceof Denial.Landlock d) {
            return landlock(d);
        } else if (denial instanceof Denial.Ruled d) {
            return Optional.of(ruled(d.rule()));
        }
        return Optional.empty();
    }

    /** A device that has a name is also a file. */
    private static Need ruled(Rule rule) {
        if (!(rule instanceof DeviceRule device) || device.node() == null || device.access().contains(DeviceRule.Access.MKNOD)) {
            return new Need.Ruled(rule);
        }
        Set<FileAccess> access = EnumSet.noneOf(FileAccess.class);
        device.access().forEach(one -> access.add(one == DeviceRule.Access.READ ? FileAccess.READ : FileAccess.WRITE));
        return new Need.File(device.node().text(), access, Optional.empty(), true);
    }

    /** In the record {@code none} stands for a socket without an address. */
    private static Optional<Need> unix(Denial.Unix denial) {
        Set<UnixSocketRule.Access> access = EnumSet.noneOf(UnixSocketRule.Access.class);
        for (UnixSocketRule.Access one : UnixSocketRule.Access.values()) {
            if (List.of(denial.mask().split("[ ,]+")).contains(word(one))) {
                access.add(one);
            }
        }
        return access.isEmpty() ? Optional.empty()
                : Optional.of(new Need.Unix(access, denial.type(), address(denial.address()), address(denial.peerAddress()), denial.peer()));
    }

    private static String address(String logged) {
        return logged.equals("none") ? "" : logged;
    }

    private static Optional<Need> mount(Denial.Mount denial) {
        List<String> options = Arrays.stream(denial.flags().split("[ ,]+")).filter(one -> !one.isEmpty()).toList();
        MountRule.Operation operation = options.contains("remount") ? MountRule.Operation.REMOUNT
                : denial.operation().equals("umount") ? MountRule.Operation.UMOUNT : MountRule.Operation.MOUNT;
        boolean known = denial.target().startsWith("/") && !denial.operation().equals("pivotroot");
        return known ? Optional.of(new Need.Mount(operation, denial.source(), denial.target(), denial.type(), options)) : Optional.empty();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Rights of Landlock (linux/landlock.h) as rules say them. For a new or vanishing name the record has its directory. */
    private static Optional<Need> landlock(Denial.Landlock denial) {
        Set<FileAccess> access = EnumSet.noneOf(FileAccess.class);
        boolean below = false;
        boolean list = false;
        for (String blocker : denial.blockers()) {
            switch (blocker) {
                case "fs.read_file" -> access.add(FileAccess.READ);
                case "fs.read_dir" -> list = access.add(FileAccess.READ);
                case "fs.execute" -> access.add(FileAccess.EXECUTE);
                case "fs.write_file", "fs.truncate", "fs.ioctl_dev" -> access.add(FileAccess.WRITE);
                case "net.connect_tcp", "net.bind_tcp" -> {
                    return Optional.of(new Need.Socket("inet", "stream", ""));
                }
                case "ptrace" -> {
                    return Optional.of(new Need.Ptrace("trace", "unconfined"));
                }
                case "scope.signal" -> {
                    return Optional.of(new Need.Signal("send", "term", "unconfined"));
                }
                default -> {
                    if (blocker.startsWith("fs.")) {
                        below = access.add(FileAccess.WRITE);
                    }
                }
            }
        }
        if (access.isEmpty() || !denial.path().startsWith("/")) {
            return Optional.empty();
        }
        String directory = denial.path().endsWith("/") ? denial.path() : denial.path() + "/";
        return Optional.of(new Need.File(below ? directory + "new" : list ? directory : denial.path(), access, Optional.empty(), false));
    }

    /** @throws IllegalArgumentException when the words are no action; the message says why */
    public static Need parse(List<String> words) {
        String kind = words.isEmpty() ? "" : words.get(0);
        return switch (kind) {
            case "open", "file", "exec" -> file(path(words), kind.equals("exec") ? "x" : word(words, 2, "r"), false);
            case "device" -> words.size() > 3 ? new Need.Ruled(Rules.parse("device", String.join(" ", words.subList(1, words.size())))) : file(path(words), word(words, 2, "rw"), true);
            case "socket" -> new Need.Socket(lower(needed(words, 1, "an address family"), "af_"), lower(word(words, 2, ""), "sock_"), lower(word(words, 3, ""), "ipproto_"));
            case "syscall" -> new Need.Syscall(needed(words, 1, "the name of a system call"), words.subList(2, words.size()));
            case "capability" -> capability(lower(needed(words, 1, "a capability"), "cap_"));
            case "signal" -> new Need.Signal("send", lower(needed(words, 1, "a signal"), "sig"), word(words, 2, "unconfined"));
            case "ptrace" -> new Need.Ptrace(word(words, 1, "trace"), word(words, 2, "unconfined"));
            case "dbus" -> dbus(words);
            case "unix" -> unix(words);
            case "mount" -> new Need.Mount(MountRule.Operation.MOUNT, needed(words, 1, "what is mounted"), path(words, 2), word(words, 3, ""), options(words, 4));
            case "remount" -> new Need.Mount(MountRule.Operation.REMOUNT, "", path(words, 1), "", options(words, 2));
            case "umount" -> new Need.Mount(MountRule.Operation.UMOUNT, "", path(words, 1), "", List.of());
            default -> throw new IllegalArgumentException("\"" + kind + "\" is no action; there are " + String.join("; ", ACTIONS));
        };
    }

    private static Need capability(String name) {
        Capabilities.number(name);
        return new Need.Capability(name);
    }

    private static Need unix(List<String> words) {
        String name = needed(words, 1, "what is done: bind, listen, connect, send or receive");
        UnixSocketRule.Access access = Arrays.stream(UnixSocketRule.Access.values()).filter(one -> word(one).equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is nothing that is done with a unix socket"));
        boolean own = access == UnixSocketRule.Access.BIND || access == UnixSocketRule.Access.LISTEN;
        String address = word(words, 2, "");
        return new Need.Unix(Set.of(access), "", own ? address : "", own ? "" : address, own ? "" : word(words, 3, "unconfined"));
    }

    private static List<String> options(List<String> words, int index) {
        return words.size() > index ? List.of(words.get(index).split(",")) : List.of();
    }

    private static Need dbus(List<String> words) {
        String bus = needed(words, 1, "a bus");
        String mask = needed(words, 2, "send or bind");
        String what = needed(words, 3, "an object path or a name");
        if (mask.equals("bind")) {
            return new Need.DBus(bus, mask, "", "", "", what, "");
        }
        String method = needed(words, 4, "INTERFACE.MEMBER");
        int dot = method.lastIndexOf('.');
        return new Need.DBus(bus, mask, what, method.substring(0, Math.max(0, dot)), method.substring(dot + 1), "", "unconfined");
    }

    private static Need file(String path, String letters, boolean device) {
        Set<FileAccess> access = EnumSet.noneOf(FileAccess.class);
        for (char letter : letters.toCharArray()) {
            access.add(Arrays.stream(FileAccess.values()).filter(one -> one.letter() == letter).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("\"" + letter + "\" is no access; there are r, w, a, x, m, k, l")));
        }
        return new Need.File(path, access, Optional.empty(), device);
    }

    private static String path(List<String> words) {
        return path(words, 1);
    }

    private static String path(List<String> words, int index) {
        String path = needed(words, index, "a path");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("the path \"" + path + "\" is not absolute");
        }
        return path;
    }

    private static String needed(List<String> words, int index, String what) {
        if (words.size() <= index) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return words.get(index);
    }

    private static String word(List<String> words, int index, String standard) {
        return words.size() > index ? words.get(index) : standard;
    }

    private static String lower(String word, String prefix) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.startsWith(prefix) ? lower.substring(prefix.length()) : lower;
    }
}
