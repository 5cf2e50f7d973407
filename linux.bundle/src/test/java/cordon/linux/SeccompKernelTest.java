package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.api.launch.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kernel answers as the interpreter of {@link BpfProgram} says. The calls are made from Perl, which Debian always has. */
class SeccompKernelTest {
    private static final SeccompAction EPERM = SeccompAction.errno(Errno.EPERM);
    private static final int X32_BIT = 0x40000000;
    private static final String INSTALL = """
            my ($prctl, $seccomp, $call) = splice @ARGV, 0, 3;
            local $/; my $filter = <STDIN>;
            syscall($prctl, 38, 1, 0, 0, 0) == 0 or exit 101;
            syscall($seccomp, 1, 0, pack('Sx6P', length($filter) / 8, $filter)) == 0 or exit 102;
            exit(syscall($call, map { $_ + 0 } @ARGV) < 0 ? $! + 0 : 0);
            """;

    private final SeccompFilter filter = new SeccompFilter(SeccompAction.ALLOW);

    @Test
    void aRefusedCallFailsWithItsError() throws Exception {
        filter.rule(EPERM, "getppid", List.of());
        assertEquals(new Exit(Errno.EPERM, 0), call(number("getppid")));
        assertEquals(new Exit(0, 0), call(number("getpid")));
    }

    @Test
    void aConditionIsOnTheArgument() throws Exception {
        filter.rule(EPERM, "getpgid", List.of(Comparison.equal32(0, 0)));
        assertEquals(new Exit(Errno.EPERM, 0), call(number("getpgid"), 0));
        assertEquals(new Exit(Errno.EPERM, 0), call(number("getpgid"), 1L << 40));
        assertEquals(new Exit(0, 0), call(number("getpgid"), 1));
    }

    @Test
    void anX32CallKills() throws Exception {
        assumeTrue(Arch.host() == Arch.AMD64, "x32 belongs to amd64");
        assertEquals(new Exit(0, Signals.SYS), call(X32_BIT + number("getpid")));
    }

    private Exit call(int number, long... arguments) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "perl is not installed");
        Arch.host().compat().ifPresent(filter::arch);
        List<String> argv = new ArrayList<>(List.of("perl", "-e", INSTALL,
                Integer.toString(number("prctl")), Integer.toString(number("seccomp")), Integer.toString(number)));
        for (long argument : arguments) {
            argv.add(Long.toString(argument));
        }
        try (Fd program = Memfd.sealed("filter", filter.compile().program().toBytes());
                ChildProcess perl = Spawn.spawn("/usr/bin/perl", argv, List.of(), program.number(), 1, 2, List.of())) {
            return perl.await();
        }
    }

    private static int number(String syscall) {
        return Arch.host().number(syscall).orElseThrow();
    }
}
