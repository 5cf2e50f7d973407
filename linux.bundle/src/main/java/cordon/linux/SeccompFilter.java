package cordon.linux;

import com.sun.jna.NativeLibrary;
import cordon.linux.internal.Block;
import cordon.linux.internal.LibSeccomp;
import cordon.linux.internal.Libc;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A system call filter in the making, compiled by libseccomp 2.5 or later into a binary tree. It always covers this
 * machine's architecture and those added; a call of any other, x32 included, kills the process. For one thread.
 */
public final class SeccompFilter {
    private static final int ATTR_BAD_ARCH = 2;
    private static final int ATTR_OPTIMIZE = 8;
    private static final int BINARY_TREE = 2;
    private static final int COMPARISON_SIZE = 24;
    private static final int NO_SUCH_CALL = -1;
    private static final int PR_GET_SECCOMP = 21;

    /**
     * A compiled filter.
     *
     * @param program what the kernel takes
     * @param unknown names of system calls that this libseccomp does not know on any architecture; they have no rule
     */
    public record Compiled(BpfProgram program, Set<String> unknown) {
        /** Copies the set. */
        public Compiled {
            unknown = Set.copyOf(unknown);
        }
    }

    /** A rule: the action when all comparisons hold; each is on an argument of its own. */
    record SyscallRule(SeccompAction action, String syscall, List<Comparison> comparisons) {
        SyscallRule {
            comparisons = List.copyOf(comparisons);
            if (comparisons.stream().map(Comparison::argument).distinct().count() < comparisons.size()) {
                throw new IllegalArgumentException("two conditions on one argument of " + syscall
                        + ": write one condition an argument, or two rules");
            }
        }

        /** Without the comparisons that always hold where registers have 32 bits; libseccomp would cut their numbers. */
        SyscallRule on32Bits() {
            return new SyscallRule(action, syscall, comparisons.stream().filter(c -> !c.alwaysOn32Bits()).toList());
        }
    }

    private final SeccompAction otherwise;
    private final Set<Arch> architectures = new LinkedHashSet<>();
    private final Set<SyscallRule> rules = new LinkedHashSet<>();

    /** Why filters cannot be made or used here; empty when they can. */
    public static Optional<String> unavailableReason() {
        try {
            NativeLibrary.getInstance("libseccomp.so.2");
        } catch (UnsatisfiedLinkError e) {
            return Optional.of("libseccomp.so.2 is not installed: install the package libseccomp2");
        }
        int[] version = LibSeccomp.version();
        if (version[0] < 2 || version[0] == 2 && version[1] < 5) {
            return Optional.of("libseccomp " + version[0] + "." + version[1] + " is too old: 2.5 or later is needed");
        }
        return Libc.prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == 0 ? Optional.empty()
                : Optional.of("this kernel was built without seccomp filters (CONFIG_SECCOMP_FILTER)");
    }

    /** A filter that gives this answer to every call without a rule. */
    public SeccompFilter(SeccompAction otherwise) {
        this.otherwise = otherwise;
        architectures.add(Arch.host());
    }

    /** Covers one more architecture, with the same rules. */
    public SeccompFilter arch(Arch arch) {
        architectures.add(arch);
        return this;
    }

    /** Allows a call without condition. */
    public SeccompFilter allow(String syscall) {
        return rule(SeccompAction.ALLOW, syscall, List.of());
    }

    /** Allows a call when all the comparisons hold. */
    public SeccompFilter allow(String syscall, List<Comparison> comparisons) {
        return rule(SeccompAction.ALLOW, syscall, comparisons);
    }

    /**
     * Gives an answer to a call. Rules for one call are alternatives; which of two with different answers wins, where both
     * apply, is not defined. A rule with the filter's own default answer is passed over.
     *
     * @throws IllegalArgumentException when two comparisons are on one argument
     */
    public SeccompFilter rule(SeccompAction action, String syscall, List<Comparison> comparisons) {
        SyscallRule rule = new SyscallRule(action, syscall, comparisons);
        if (!action.equals(otherwise)) {
            rules.add(rule);
        }
        return this;
    }

    /**
     * Compiles the filter. A call that one of the architectures lacks has no rule there.
     *
     * @throws LinuxException           when libseccomp refuses a rule
     * @throws IllegalArgumentException when the filter is longer than the kernel takes
     */
    public Compiled compile() throws LinuxException {
        Map<SyscallRule, Integer> numbers = new LinkedHashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        for (SyscallRule rule : rules) {
            int number = LibSeccomp.seccomp_syscall_resolve_name(Text.cString(rule.syscall()));
            if (number == NO_SUCH_CALL) {
                unknown.add(rule.syscall());
            } else {
                numbers.put(rule, number);
            }
        }
        // Each on its own and then joined: libseccomp takes more than twice the time for two at once.
        Map<Arch, BpfProgram> programs = new LinkedHashMap<>();
        for (Arch arch : architectures) {
            BpfProgram program = compile(arch, numbers);
            programs.put(arch, arch == Arch.I386 ? Multiplexer.closeConditional(program, otherwise, rules) : program);
        }
        return new Compiled(ArchDispatch.join(programs), unknown);
    }

    private BpfProgram compile(Arch arch, Map<SyscallRule, Integer> numbers) throws LinuxException {
        long context = LibSeccomp.seccomp_init(otherwise.value());
        if (context == 0) {
            throw new LinuxException("begin a system call filter that answers " + otherwise, Errno.EINVAL);
        }
        try {
            require(LibSeccomp.seccomp_attr_set(context, ATTR_BAD_ARCH, SeccompAction.KILL_PROCESS.value()),
                    "kill foreign architectures");
            require(LibSeccomp.seccomp_attr_set(context, ATTR_OPTIMIZE, BINARY_TREE),
                    "make the filter a binary tree; libseccomp 2.5 or later is needed");
            if (arch != Arch.host()) {
                require(LibSeccomp.seccomp_arch_add(context, arch.token()), "cover architecture " + arch.snapName());
                require(LibSeccomp.seccomp_arch_remove(context, Arch.host().token()), "cover one architecture alone");
            }
            for (Map.Entry<SyscallRule, Integer> entry : numbers.entrySet()) {
                SyscallRule rule = entry.getKey();
                if (arch.is64Bit()) {
                    add(context, rule, entry.getValue());
                } else if (rule.comparisons().stream().noneMatch(Comparison::neverOn32Bits)) {
                    add(context, rule.on32Bits(), entry.getValue());
                }
            }
            return export(context);
        } finally {
            LibSeccomp.seccomp_release(context);
        }
    }

    private static void add(long context, SyscallRule rule, int number) throws LinuxException {
        List<Comparison> comparisons = rule.comparisons();
        // struct scmp_arg_cmp: argument, operator, datum_a, datum_b; for MASKED_EQ datum_a is the mask (seccomp.h).
        try (Block block = new Block(Math.max(1, comparisons.size() * COMPARISON_SIZE))) {
            for (int i = 0; i < comparisons.size(); i++) {
                Comparison c = comparisons.get(i);
                boolean masked = c.op() == Comparison.Operator.MASKED_EQ;
                long at = (long) i * COMPARISON_SIZE;
                block.putInt(at, c.argument()).putInt(at + 4, c.op().number);
                block.putLong(at + 8, masked ? c.mask() : c.value()).putLong(at + 16, masked ? c.value() : 0);
            }
            int result = LibSeccomp.seccomp_rule_add_array(context, rule.action().value(), number, comparisons.size(),
                    block.address());
            // EEXIST: a rule that is there already says the same.
            if (result != -Errno.EEXIST) {
                require(result, "filter " + rule.syscall());
            }
        }
    }

    private static BpfProgram export(long context) throws LinuxException {
        try (Fd file = Memfd.create("seccomp", new byte[0])) {
            require(LibSeccomp.seccomp_export_bpf(context, file.number()), "export a system call filter");
            return BpfProgram.parse(Io.pread(file, 0, (int) Paths.stat(file).size()));
        }
    }

    private static void require(int result, String doing) throws LinuxException {
        if (result < 0) {
            throw new LinuxException(doing, -result);
        }
    }
}
