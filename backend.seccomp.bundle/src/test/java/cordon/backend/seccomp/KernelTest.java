package cordon.backend.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.api.backend.BackendException;
import cordon.api.backend.Profile;
import cordon.api.backend.StoredProfile;
import cordon.linux.Arch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    void commandsThatShareACompilationAreConfinedEachByItsOwnText() throws Exception {
        SeccompBackend backend = new SeccompBackend();
        try {
            StoredProfile one = connected(backend, "one", "network");
            StoredProfile two = connected(backend, "two", "network");
            backend.load(List.of(one, two));
            assertEquals(1, backend.compilations());
            assertEquals("0: done", call(beside(one), "socket", 2, 1, 0));
            assertEquals("0: done", call(beside(two), "socket", 2, 1, 0));
            StoredProfile edited = new StoredProfile(one.label(), one.policyHash(), one.file(), one.text() + "~socket AF_INET\n", true);
            StoredProfile parted = connected(backend, "three");
            backend.load(List.of(edited, two, parted));
            assertEquals(3, backend.compilations());
            assertEquals("0: errno 1", call(beside(one), "socket", 2, 1, 0));
            assertEquals("0: done", call(beside(two), "socket", 2, 1, 0));
            assertEquals("0: errno 1", call(beside(parted), "socket", 2, 1, 0));
        } finally {
            backend.stop();
        }
    }

    private StoredProfile connected(SeccompBackend backend, String app, String... interfaces) throws IOException, BackendException {
        Profile profile = backend.compile(Policies.connected(app, interfaces));
        String text = "# Profile of " + profile.label() + "\n" + profile.text();
        return new StoredProfile(profile.label(), profile.policyHash(), dir.resolve(profile.label().text()), text, false);
    }

    private static Path beside(StoredProfile profile) {
        return profile.file().resolveSibling(profile.file().getFileName() + ".bin");
    }

    @Test
    void anX32CallKills() throws Exception {
        assumeTrue(Arch.host() == Arch.AMD64, "x32 is of amd64");
        List<String> command = command(filter());
        command.add(Integer.toString(0x40000000 | 39));
        assertEquals("159: ", execute(command), "128 + SIGSYS");
    }

    @Test
    void thirtyTwoBitCallsAreNoWayAround() throws Exception {
        assumeTrue(Arch.host() == Arch.AMD64, "int 0x80 is of amd64");
        assumeTrue(Files.isReadable(Path.of("/proc/sys/abi/vsyscall32")), "the kernel runs no 32-bit programs (CONFIG_IA32_EMULATION)");
        Path filter = filter();
        assertEquals("1: ", run(filter, i386(359, 2, 1).toString()), "socket(AF_INET)");
        assertEquals("1: ", run(filter, i386(102, 1, -1).toString()), "socketcall(SYS_SOCKET, {AF_INET, SOCK_STREAM, 0})");
        assertEquals("1: ", run(filter, i386(21, 0, 0).toString()), "mount");
        assertEquals("1: ", run(filter, i386(54, 0, 0x5412).toString()), "ioctl(TIOCSTI)");
        assertEquals("1: ", run(filter("network"), i386(102, 1, -1).toString()), "socketcall hides its arguments");
        assertTrue(!run(filter("network"), i386(359, 2, 1).toString()).equals("1: "), "socket(AF_INET), connected");
        assertTrue(!run(filter, i386(359, 1, 1).toString()).equals("1: "), "socket(AF_UNIX)");
    }

    /** A 32-bit program that makes one call and exits with its error number; the second argument -1 points to {2, 1, 0}. */
    private Path i386(int call, int first, int second) throws IOException {
        int base = 0x08048000;
        int headers = 52 + 32;
        int code = 42;
        ByteBuffer elf = ByteBuffer.allocate(headers + code + 12).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}).putShort((short) 2).putShort((short) 3).putInt(1)
                .putInt(base + headers).putInt(52).putInt(0).putInt(0).putShort((short) 52).putShort((short) 32).putShort((short) 1)
                .putShort((short) 0).putShort((short) 0).putShort((short) 0);
        elf.putInt(1).putInt(0).putInt(base).putInt(base).putInt(elf.capacity()).putInt(elf.capacity()).putInt(5).putInt(0x1000);
        elf.put((byte) 0xb8).putInt(call).put((byte) 0xbb).putInt(first).put((byte) 0xb9).putInt(second == -1 ? base + headers + code : second)
                .put((byte) 0xba).putInt(0).put((byte) 0xbe).putInt(0);
        elf.putShort((short) 0x80cd).put(new byte[] {(byte) 0xf7, (byte) 0xd8, (byte) 0x89, (byte) 0xc3, (byte) 0xb8, 1, 0, 0, 0}).putShort((short) 0x80cd);
        elf.position(headers + code);
        elf.putInt(2).putInt(1).putInt(0);
        Path file = Files.createTempFile(dir, "i386", "");
        Files.write(file, elf.array());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
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
