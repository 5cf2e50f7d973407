package cordon.backend.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.linux.Arch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes under real filters. Perl, which every Debian has, installs the filter and makes calls by number. */
class KernelTest {
    private static final Path PERL = Path.of("/usr/bin/perl");
    /** Arguments: file of the filter, number of prctl, number of seccomp, then numbers for a call, or a program. */
    private static final String INSTALL = """
            my ($file, $prctl, $seccomp, @call) = @ARGV;
            open(my $in, '<:raw', $file) or die; local $/; my $program = <$in>; close($in);
            my $length = length($program) / 8;
            my $filter = pack('S x![p] P', $length, $program);
            syscall($prctl, 38, 1, 0, 0, 0) == 0 or die "no_new_privs: $!";
            syscall($seccomp, 1, 0, $filter) == 0 or die "seccomp: $!";
            if ($call[0] =~ /^-?[0-9]+$/) {
                my ($number, @arguments) = map { 0 + $_ } @call;
                my $result = syscall($number, @arguments);
                print $result == -1 ? 'errno ' . (0 + $!) : 'done', "\\n";
            } else {
                exec(@call) or die "exec: $!";
            }
            """;

    @TempDir
    private Path dir;

    @BeforeEach
    void perl() {
        assumeTrue(Files.isExecutable(PERL), "perl (perl-base) is not installed");
    }

    @Test
    void ordinaryProgramsRunUnderTheTemplate() throws Exception {
        Path filter = filter();
        assertEquals("0: hello", run(filter, "/bin/sh", "-c", "echo hello | cat"));
        assertTrue(run(filter, "/bin/ls", "-l", "/").startsWith("0: "));
        assertTrue(run(filter, "/bin/sh", "-c", "mktemp -d " + dir + "/XXXX && date && id && sort /etc/passwd | head -1").startsWith("0: "));
        assertEquals("0: 6", run(filter, "/usr/bin/perl", "-e", "my $n = 0; for (1..3) { my $p = fork; if (!$p) { exit $_ } waitpid($p, 0); $n += $? >> 8 } print $n"));
    }

    @Test
    void whatIsNotGrantedFailsWithEperm() throws Exception {
        Path filter = filter();
        assertEquals("0: errno 1", call(filter, "unshare", 0x10000000));
        assertEquals("0: errno 1", call(filter, "unshare", 0));
        assertEquals("0: errno 1", call(filter, "socket", 2, 1, 0));
        assertEquals("0: errno 1", call(filter, "socket", 17, 3, 0));
        assertEquals("0: errno 1", call(filter, "ioctl", 0, 0x5412, 0));
        assertEquals("0: errno 1", call(filter, "ioctl", 0, 0x1_0000_5412L, 0));
        assertEquals("0: errno 1", call(filter, "clone", 0x10000011, 0));
        assertEquals("0: errno 38", call(filter, "clone3", 0, 0));
        assertEquals("0: errno 1", call(filter, "bpf", 0, 0, 0));
        assertEquals("0: errno 1", call(filter, "fchmod", 0, 04755));
        assertEquals("0: done", call(filter, "socket", 1, 1, 0));
        assertEquals("0: done", call(filter, "getppid"));
    }

    @Test
    void aConnectionOpensTheNetwork() throws Exception {
        Path filter = filter("network");
        assertEquals("0: done", call(filter, "socket", 2, 1 | 0x80000, 0));
        assertEquals("0: done", call(filter, "socket", 16, 3, 0));
        assertEquals("0: errno 1", call(filter, "socket", 2, 3, 1));
        assertEquals("0: errno 1", call(filter, "listen", 0, 1));
        assertEquals("0: errno 88", call(filter("network-bind"), "listen", 0, 1), "not a socket: the kernel's own answer");
    }

    @Test
    void anX32CallKills() throws Exception {
        assumeTrue(Arch.host() == Arch.AMD64, "x32 is of amd64");
        List<String> command = command(filter());
        command.add(Integer.toString(0x40000000 | 39));
        assertEquals("159: ", execute(command), "128 + SIGSYS");
    }

    private Path filter(String... interfaces) throws IOException, FilterTextException {
        Path file = Files.createTempFile(dir, "filter", ".bin");
        Files.write(file, Filtered.of(Policies.connected("bar", interfaces)).program().toBytes());
        return file;
    }

    private String call(Path filter, String syscall, long... arguments) throws IOException, InterruptedException {
        List<String> command = command(filter);
        command.add(Integer.toString(Arch.host().number(syscall).orElseThrow()));
        for (long argument : arguments) {
            command.add(Long.toString(argument));
        }
        return execute(command);
    }

    private String run(Path filter, String... program) throws IOException, InterruptedException {
        List<String> command = command(filter);
        command.addAll(List.of(program));
        return execute(command);
    }

    private static List<String> command(Path filter) {
        return new ArrayList<>(List.of(PERL.toString(), "-e", INSTALL, filter.toString(),
                Integer.toString(Arch.host().number("prctl").orElseThrow()), Integer.toString(Arch.host().number("seccomp").orElseThrow())));
    }

    /** Exit status and output. */
    private static String execute(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() + ": " + output;
    }
}
