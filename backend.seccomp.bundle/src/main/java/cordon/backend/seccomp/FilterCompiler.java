package cordon.backend.seccomp;

import cordon.api.policy.SyscallRule;
import cordon.backend.seccomp.Refusals.Refusal;
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
import java.util.concurrent.atomic.LongAdder;

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
    private final LongAdder compilations = new LongAdder();

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
        List<Arch> architectures = new ArrayList<>(List.of(Arch.host()));
        Arch.host().compat().ifPresent(architectures::add);
        SeccompFilter filter = new SeccompFilter(otherwise);
        architectures.forEach(filter::arch);

        Map<String, List<List<Masked>>> grants = new TreeMap<>();
        List<Refusal> refusals = new ArrayList<>();
        for (Map.Entry<SyscallRule, Integer> line : text.rules().entrySet()) {
            List<List<Masked>> alternatives = alternatives(line.getKey(), line.getValue());
            if (line.getKey().deny()) {
                refusals.add(new Refusal(line.getKey().name(), alternatives, otherwise));
            } else {
                grants.computeIfAbsent(line.getKey().name(), name -> new ArrayList<>()).addAll(alternatives);
            }
        }
        grants.forEach((name, alternatives) -> allow(filter, name, alternatives));
        if (!grants.containsKey(CLONE3) && !complain) {
            refusals.add(new Refusal(CLONE3, List.of(List.of()), SeccompAction.errno(Errno.ENOSYS)));
        }
        try {
            SeccompFilter.Compiled compiled = filter.compile();
            return new Filter(Optional.of(Refusals.before(compiled.program(), refusals, architectures)), compiled.unknown());
        } catch (LinuxException | IllegalArgumentException e) {
            throw new FilterTextException(0, e.getMessage());
        }
    }

    private List<List<Masked>> alternatives(SyscallRule rule, int line) throws FilterTextException {
        try {
            return Conditions.alternatives(rule, values);
        } catch (IllegalArgumentException e) {
            throw new FilterTextException(line, e.getMessage());
        }
    }

    private static void allow(SeccompFilter filter, String name, List<List<Masked>> alternatives) {
        if (alternatives.contains(List.<Masked>of())) {
            filter.allow(name);
            return;
        }
        for (List<Masked> tests : alternatives) {
            filter.allow(name, tests.stream().map(FilterCompiler::comparison).toList());
        }
    }

    private static Comparison comparison(Masked test) {
        return test.mask() == -1L ? Comparison.of(test.argument(), Comparison.Operator.EQ, test.value())
                : Comparison.masked(test.argument(), test.mask(), test.value());
    }
}
