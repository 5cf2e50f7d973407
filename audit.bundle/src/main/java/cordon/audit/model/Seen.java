package cordon.audit.model;

import cordon.api.policy.FileAccess;
import cordon.api.policy.UnixSocketRule;
import cordon.core.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a program was seen to do, as needs: uses of one file are one need. Pure. */
final class Seen {
    /** socket(2), address_families(7). */
    private static final Map<Long, String> FAMILIES = Map.ofEntries(Map.entry(1L, "unix"), Map.entry(2L, "inet"), Map.entry(5L, "appletalk"), Map.entry(10L, "inet6"),
            Map.entry(15L, "key"), Map.entry(16L, "netlink"), Map.entry(17L, "packet"), Map.entry(29L, "can"), Map.entry(31L, "bluetooth"), Map.entry(38L, "alg"),
            Map.entry(40L, "vsock"), Map.entry(44L, "xdp"));
    private static final Map<Long, String> TYPES = Map.of(1L, "stream", 2L, "dgram", 3L, "raw", 4L, "rdm", 5L, "seqpacket");
    /** netlink(7). */
    private static final Map<Long, String> NETLINK = Map.of(0L, "route", 4L, "sock_diag", 9L, "audit", 12L, "netfilter", 15L, "kobject_uevent", 16L, "generic");
    private static final int TYPE = 0xf;
    /** What who connects to a socket does with it (apparmor.d(5) has a word for each). */
    private static final Set<UnixSocketRule.Access> CONNECTING = Set.of(UnixSocketRule.Access.CONNECT, UnixSocketRule.Access.SEND, UnixSocketRule.Access.RECEIVE);

    private Seen() {
    }

    static List<Need> needs(Collection<Observation> seen) {
        Map<String, Observation.File> files = new LinkedHashMap<>();
        Set<Need> calls = new LinkedHashSet<>();
        Set<String> own = seen.stream().filter(one -> one instanceof Observation.UnixName name && name.bound()).map(one -> ((Observation.UnixName) one).address())
                .collect(Collectors.toSet());
        for (Observation one : seen) {
            if (one instanceof Observation.File file) {
                files.merge(file.path(), file, Seen::both);
            } else if (one instanceof Observation.Signal signal) {
                calls.add(new Need.Signal("send", signal.signal(), signal.peer()));
            } else if (one instanceof Observation.UnixName name && name.bound()) {
                calls.add(new Need.Unix(Set.of(UnixSocketRule.Access.BIND), "", name.address(), "", ""));
            } else if (one instanceof Observation.UnixName name && !own.contains(name.address())) {
                calls.add(new Need.Unix(CONNECTING, "", "", name.address(), "unconfined"));
            } else if (one instanceof Observation.Syscall call) {
                calls.add(call.name().equals("socket") && call.arguments().size() > 2 ? socket(call) : new Need.Syscall(call.name(), call.arguments()));
            }
        }
        List<Need> needs = new ArrayList<>();
        files.values().forEach(file -> needs.add(new Need.File(file.path(), file.access(), Optional.of(file.owned()), file.device())));
        needs.addAll(calls);
        return needs;
    }

    private static Observation.File both(Observation.File one, Observation.File other) {
        Set<FileAccess> access = EnumSet.copyOf(one.access());
        access.addAll(other.access());
        if (access.contains(FileAccess.WRITE)) {
            access.remove(FileAccess.APPEND);
        }
        return new Observation.File(one.path(), access, one.owned() && other.owned(), one.device() || other.device());
    }

    private static Need socket(Observation.Syscall call) {
        List<Long> numbers = call.arguments().stream().map(Seen::number).toList();
        String family = FAMILIES.get(numbers.get(0));
        if (family == null) {
            return new Need.Syscall(call.name(), call.arguments());
        }
        String protocol = family.equals("netlink") ? NETLINK.getOrDefault(numbers.get(2), Long.toString(numbers.get(2))) : numbers.get(2) == 0 ? "" : Long.toString(numbers.get(2));
        return new Need.Socket(family, TYPES.getOrDefault(numbers.get(1) & TYPE, ""), protocol);
    }

    private static long number(String argument) {
        return argument.startsWith("0x") ? Long.parseUnsignedLong(argument.substring(2), 16) : -1;
    }
}
