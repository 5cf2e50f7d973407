package cordon.backend.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.api.backend.StoredProfile;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The network of processes that run is cut and opened again. Perl, which every Debian has, makes the sockets. */
class NetworkCutTest {
    private static final String[] OPEN = {"network: inet stream", "network: inet dgram"};
    /** Commands of a letter; answers {@code done} or the error. The sockets are made before the first. */
    private static final String CLIENT = """
            use Socket; $| = 1;
            my $to = sockaddr_in($ARGV[0], inet_aton('127.0.0.1'));
            my ($old, $datagram);
            socket($old, PF_INET, SOCK_STREAM, 0) && connect($old, $to) or die "$!";
            socket(my $idle, PF_INET, SOCK_STREAM, 0) or die "$!";
            socket($datagram, PF_INET, SOCK_DGRAM, 0) && connect($datagram, $to) or die "$!";
            while (my $line = <STDIN>) {
                my $done = $line =~ /^new/ ? socket(my $new, PF_INET, SOCK_STREAM, 0)
                    : $line =~ /^local/ ? socket(my $local, PF_UNIX, SOCK_STREAM, 0)
                    : $line =~ /^connect/ ? connect($idle, $to)
                    : $line =~ /^datagram/ ? defined(send($datagram, 'x', 0))
                    : $line =~ /^write/ ? defined(syswrite($old, $line))
                    : 0;
                print $done ? "done\\n" : "$!\\n";
            }
            """;

    @BeforeEach
    void perl() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "perl (perl-base) is not installed");
    }

    private static Shell client(Sandbox sandbox, StoredProfile profile, ServerSocket server) throws Exception {
        server.setSoTimeout(60_000);
        sandbox.backend().load(List.of(profile));
        return sandbox.start(profile, "/usr/bin/perl", "-e", CLIENT, String.valueOf(server.getLocalPort()));
    }

    @Test
    void theNetworkOfARunningProcessIsCutAtOnceAndOpenedAgain() throws Exception {
        try (Sandbox sandbox = new Sandbox(Version.V2); ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Shell client = client(sandbox, sandbox.stored("bar", OPEN), server); Socket established = server.accept()) {
            BufferedReader received = new BufferedReader(new InputStreamReader(established.getInputStream(), StandardCharsets.US_ASCII));
            assertEquals("done", client.ask("new"));
            assertEquals("done", client.ask("write one"));
            assertEquals("write one", received.readLine());

            sandbox.backend().load(List.of(sandbox.stored("bar")));
            assertEquals("Operation not permitted", client.ask("new"));
            assertEquals("Operation not permitted", client.ask("connect"));
            assertEquals("Operation not permitted", client.ask("datagram"));
            assertEquals("done", client.ask("local"), "sockets of this machine are another matter");
            assertEquals("done", client.ask("write two"), "the kernel takes it, and keeps it");
            assertEquals(0, established.getInputStream().available());

            sandbox.backend().load(List.of(sandbox.stored("bar", OPEN)));
            assertEquals("done", client.ask("new"));
            assertEquals("done", client.ask("connect"));
            assertEquals("write two", received.readLine(), "what was kept is sent again");
        }
    }

    @Test
    void oneCommandIsCutAndAnotherIsNot() throws Exception {
        try (Sandbox sandbox = new Sandbox(Version.V2); ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Shell one = client(sandbox, sandbox.stored("one", OPEN), server); Shell two = client(sandbox, sandbox.stored("two", OPEN), server)) {
            assertEquals("done", one.ask("new"));
            assertEquals("done", two.ask("new"));
            sandbox.backend().load(List.of(sandbox.stored("one")));
            assertEquals("Operation not permitted", one.ask("new"));
            assertEquals("done", two.ask("new"));
        }
    }

    @Test
    void aCommandThatIsGoneHasNoNetworkAndNoDevices() throws Exception {
        try (Sandbox sandbox = new Sandbox(Version.V2); ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            StoredProfile profile = sandbox.stored("bar", OPEN);
            try (Shell client = client(sandbox, profile, server)) {
                assertEquals("done", client.ask("new"));
                sandbox.backend().unload(List.of(profile.label()));
                assertEquals("Operation not permitted", client.ask("new"));
            }
        }
    }
}
