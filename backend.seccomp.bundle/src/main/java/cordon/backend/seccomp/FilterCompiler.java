package cordon.backend.seccomp;

import cordon.api.policy.SyscallRule;
import cordon.linux.Arch;
import cordon.linux.BpfProgram;
import cordon.linux.Comparison;
import cordon.linux.Errno;
import cordon.linux.LinuxException;
import cordon.linux.SeccompAction;
import cordon.linux.SeccompFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Profiles into filters, for this machine's architecture and the 32-bit one that its kernel runs too; calls of any other kill
 * the process. Thread-safe.
 */
final class FilterCompiler {
    /**
     * clone3(2) takes its flags from memory, where a filter cannot see whether they make namespaces. Libraries take "no such
     * call" as an old kernel and use clone(2), whose flags a filter sees; any other error is final to them.
     */
    private static final String CLONE3 = "clone3";
    private static final SeccompAction REFUSE = SeccompAction.errno(Errno.EPERM);

    private final Values values = new Values(Constants.host());
    private final List<Syscalls> architectures;
    private final LongAdder compilations = new LongAdder();

    /** For this machine. */
    FilterCompiler() {
        architectures = Stream.concat(Stream.of(Arch.host()), Arch.host().compat().stream()).map(Syscalls::new).toList();
    }

    /**
     * A filter.
     *
     * @param program empty for a profile that asks for none
     * @param unknown system calls that have a line and that no architecture is known to have
     */
    record Filter(Optional<BpfProgram> program, Set<String> unknown) {
    }

    /** How many filters were compiled so far. */
    long compilations() {
        return compilations.sum();
    }

    /** @throws FilterTextException with the number of the line that is wrong, 0 for the whole */
    Filter compile(FilterText text) throws FilterTextException {
        if (text.mode() == FilterText.Mode.UNRESTRICTED) {
            return new Filter(Optional.empty(), Set.of());
        }
        compilations.increment();
        boolean complain = text.mode() == FilterText.Mode.COMPLAIN;
        SeccompAction otherwise = complain ? SeccompAction.LOG : REFUSE;
        Map<String, List<List<Masked>>> grants = new TreeMap<>();
        List<Refusal> refusals = new ArrayList<>();
        for (Map.Entry<SyscallRule, Integer> line : text.rules().entrySet()) {
            List<List<Masked>> alternatives = alternatives(line.getKey(), line.getValue());
            if (line.getKey().deny()) {
                refusals.add(Refusal.of(line.getKey().name(), alternatives, otherwise));
            } else {
                grants.computeIfAbsent(line.getKey().name(), name -> new ArrayList<>()).addAll(alternatives);
            }
        }
        if (!grants.containsKey(CLONE3) && !complain) {
            refusals.add(Refusal.always(CLONE3, SeccompAction.errno(Errno.ENOSYS)));
        }
        Set<String> unconditional = new TreeSet<>();
        SeccompFilter filter = new SeccompFilter(otherwise);
        architectures.forEach(syscalls -> filter.arch(syscalls.arch()));
        grants.forEach((name, alternatives) -> {
            boolean always = alternatives.contains(List.<Masked>of());
            if (always) {
                unconditional.add(name);
            }
            if (!always || isForLibrary(name)) {
                allow(filter, name, always ? List.of(List.of()) : alternatives);
            }
        });
        try {
            SeccompFilter.Compiled compiled = filter.compile();
            BpfProgram whole = Dispatch.before(compiled.program(), unconditional, refusals, architectures);
            return new Filter(Optional.of(ShortFilter.of(whole, architectures)), compiled.unknown());
        } catch (LinuxException | IllegalArgumentException e) {
            throw new FilterTextException(0, e.getMessage());
        }
    }

    /** Whether a call has other forms than a number of its own, or none here: libseccomp knows. */
    private boolean isForLibrary(String name) {
        return Syscalls.BY_SOCKETCALL.contains(name) || Syscalls.BY_IPC.contains(name)
                || architectures.stream().allMatch(syscalls -> syscalls.number(name).isEmpty());
    }

    private List<List<Masked>> alternatives(SyscallRule rule, int line) throws FilterTextException {
        try {
            return Conditions.alternatives(rule, values);
        } catch (IllegalArgumentException e) {
            throw new FilterTextException(line, e.getMessage());
        }
    }

    private static void allow(SeccompFilter filter, String name, List<List<Masked>> alternatives) {
        for (List<Masked> tests : alternatives) {
            filter.allow(name, tests.stream().filter(test -> test.mask() != 0).map(FilterCompiler::comparison).toList());
        }
    }

    private static Comparison comparison(Masked test) {
        return test.mask() == -1L ? Comparison.of(test.argument(), Comparison.Operator.EQ, test.value())
                : Comparison.masked(test.argument(), test.mask(), test.value());
    }
}
