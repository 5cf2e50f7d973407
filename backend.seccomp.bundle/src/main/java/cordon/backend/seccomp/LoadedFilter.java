package cordon.backend.seccomp;

import cordon.api.policy.SyscallRule;
import cordon.linux.BpfProgram;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.Memfd;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A filter that is ready for launches.
 *
 * @param file     the profile
 * @param source   the text that the filter was compiled from: the profile's own, so that it is in memory once
 * @param meaning  what they say
 * @param compiled what was made of them
 * @param filter   the array of {@code struct sock_filter}, in memory and sealed; empty for a profile that asks for none
 * @param summary  for people
 */
record LoadedFilter(Path file, String source, FilterText.Meaning meaning, FilterCompiler.Filter compiled, Optional<Fd> filter, String summary)
        implements AutoCloseable {

    static LoadedFilter of(Path file, String source, FilterText text, FilterText.Meaning meaning, FilterCompiler.Filter compiled)
            throws LinuxException {
        Optional<BpfProgram> program = compiled.program();
        Optional<Fd> filter = program.isEmpty() ? Optional.empty() : Optional.of(Memfd.sealed("cordon-seccomp", program.get().toBytes()));
        return new LoadedFilter(file, source, meaning, compiled, filter, summary(text));
    }

    /** The array of {@code struct sock_filter}. */
    Optional<byte[]> program() {
        return compiled.program().map(BpfProgram::toBytes);
    }

    private static String summary(FilterText text) {
        long calls = text.rules().keySet().stream().filter(rule -> !rule.deny()).map(SyscallRule::name).distinct().count();
        return calls + " system calls" + (text.mode() == FilterText.Mode.COMPLAIN ? ", others logged" : "");
    }

    boolean isFrom(String text) {
        return source.equals(text);
    }

    /** The filter's descriptor, for a launch to close. */
    Optional<Fd> share() {
        return filter.map(Fd::share);
    }

    @Override
    public void close() {
        filter.ifPresent(Fd::close);
    }
}
