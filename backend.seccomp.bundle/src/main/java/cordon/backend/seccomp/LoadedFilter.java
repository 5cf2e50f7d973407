package cordon.backend.seccomp;

import cordon.api.policy.SyscallRule;
import cordon.linux.BpfProgram;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.Memfd;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A filter that is ready for launches.
 *
 * @param file    the profile
 * @param source  the bytes of the profile that the filter was compiled from; not to be changed
 * @param meaning what they say
 * @param filter  the array of {@code struct sock_filter}, in memory and sealed; empty for a profile that asks for none
 * @param program the same bytes; not to be changed
 * @param summary for people
 * @param unknown names in the profile that are no system calls
 */
record LoadedFilter(Path file, byte[] source, FilterText.Meaning meaning, Optional<Fd> filter, Optional<byte[]> program, String summary,
        Set<String> unknown)
        implements AutoCloseable {

    static LoadedFilter of(Path file, byte[] source, FilterText text, FilterCompiler.Filter compiled) throws LinuxException {
        Optional<byte[]> program = compiled.program().map(BpfProgram::toBytes);
        Optional<Fd> filter = program.isEmpty() ? Optional.empty() : Optional.of(Memfd.sealed("cordon-seccomp", program.get()));
        return new LoadedFilter(file, source, text.meaning(), filter, program, summary(text), compiled.unknown());
    }

    private static String summary(FilterText text) {
        long calls = text.rules().keySet().stream().filter(rule -> !rule.deny()).map(SyscallRule::name).distinct().count();
        return calls + " system calls" + (text.mode() == FilterText.Mode.COMPLAIN ? ", others logged" : "");
    }

    boolean isFrom(byte[] text) {
        return Arrays.equals(source, text);
    }

    /** A descriptor of a launch's own. */
    Optional<Fd> duplicate() throws LinuxException {
        return filter.isEmpty() ? Optional.empty() : Optional.of(filter.get().duplicate());
    }

    @Override
    public void close() {
        filter.ifPresent(Fd::close);
    }
}
