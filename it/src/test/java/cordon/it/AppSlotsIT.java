package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Slots that snaps offer: servers for windows and sound, and boards with their devices. */
public class AppSlotsIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** Takes one connection at a socket and says a word there. */
    private static final String SERVE = "perl -MSocket -e 'socket(S, PF_UNIX, SOCK_STREAM, 0) && bind(S, pack_sockaddr_un(ADDRESS)) && listen(S, 5) or die $!; "
            + "open(R, q{>}, $ARGV[0]); close R; while (accept(C, S)) { syswrite(C, qq{hello\\n}); close C }' $SNAP_COMMON/ready";
    private static final String ASK = "perl -MSocket -e 'socket(S, PF_UNIX, SOCK_STREAM, 0) && connect(S, pack_sockaddr_un(ADDRESS)) or die $!; print <S>'";

    private void snap(String name, String more) {
        SnapSource source = SnapSource.in(folder.getRoot().toPath(), name).yaml("name: " + name + "\nversion: '1'\nsummary: s\n" + more + "apps:\n  sh: {command: bin/sh}\n")
                .script("bin/sh", "exec sh \"$@\"\n");
        DAEMON.cordon("install", source.path()).succeeds();
    }

    @Before
    public void install() throws IOException {
        assumeTrue("perl (perl-base) is not installed", Files.isExecutable(Path.of("/usr/bin/perl")));
        Files.createDirectories(DAEMON.place().resolve("run/user/0/snap.screen/pulse"));
        snap("screen", "slots: {wayland: wayland, x11: x11, audio-playback: audio-playback}\n");
        snap("window", "plugs: {wayland: wayland, x11: x11, audio-playback: audio-playback}\n");
        for (String plug : new String[] {"wayland", "x11", "audio-playback"}) {
            DAEMON.cordon("disconnect", "window:" + plug);
        }
    }

    @After
    public void remove() {
        DAEMON.cordon("remove", "--purge", "window");
        DAEMON.cordon("remove", "--purge", "screen");
    }

    /** A server of the one snap is reached by the other while they are connected. */
    private void reachedWhileConnected(String name, String address) throws Exception {
        Process server = start(SERVE.replace("ADDRESS", address));
        try {
            String ask = ASK.replace("ADDRESS", address);
            DAEMON.cordon("run", "window.sh", "-c", ask).fails();
            DAEMON.cordon("connect", "window:" + name, "screen:" + name).succeeds();
            DAEMON.cordon("run", "window.sh", "-c", ask).succeeds().prints("hello");
            DAEMON.cordon("disconnect", "window:" + name).succeeds();
            DAEMON.cordon("run", "window.sh", "-c", ask).fails();
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static Process start(String script) throws Exception {
        Path ready = DAEMON.root().resolve("var/snap/screen/common/ready");
        Files.deleteIfExists(ready);
        ProcessBuilder builder = new ProcessBuilder(DAEMON.command("run", "screen.sh", "-c", script)).redirectErrorStream(true)
                .redirectOutput(DAEMON.place().resolve("server.log").toFile());
        builder.environment().putAll(DAEMON.environment());
        Process server = builder.start();
        Until.holds("the server is ready", () -> {
            assertTrue(Files.readString(DAEMON.place().resolve("server.log")), server.isAlive());
            return Files.exists(ready);
        });
        return server;
    }

    @Test(timeout = 1_200_000)
    public void aCompositorThatIsASnapIsReachedInItsRuntimeDirectory() throws Exception {
        reachedWhileConnected("wayland", "q{/run/user/0/snap.screen/wayland-0}");
    }

    @Test(timeout = 1_200_000)
    public void aSoundServerThatIsASnapIsReachedInItsRuntimeDirectory() throws Exception {
        reachedWhileConnected("audio-playback", "q{/run/user/0/snap.screen/pulse/native}");
    }

    @Test(timeout = 1_200_000)
    public void anXServerThatIsASnapIsReachedAtItsAbstractSocket() throws Exception {
        reachedWhileConnected("x11", "qq{\\0/tmp/.X11-unix/X77}");
    }

    @Test
    public void eachSideHasRulesThatNameTheOther() {
        DAEMON.cordon("connect", "window:x11", "screen:x11").succeeds();
        DAEMON.cordon("policy", "window.sh").succeeds().prints("peer-label=snap.screen.sh peer-address=@/tmp/.X11-unix/X[0-9]*");
        DAEMON.cordon("policy", "screen.sh").succeeds().prints("address=@/tmp/.X11-unix/X[0-9]* peer-label=snap.window.sh");
        DAEMON.cordon("disconnect", "window:x11").succeeds();
        DAEMON.cordon("policy", "screen.sh").succeeds().doesNotPrint("peer-label=snap.window.sh");
    }

    @Test
    public void whatASnapOffersIsConnectedByAnAdministratorAlone() {
        assertEquals("", DAEMON.cordon("connections").succeeds().out().lines().filter(line -> line.contains("screen:")).reduce("", String::concat));
    }

    @Test
    public void aBoardNamesItsDevicesAndAPlugThatNamesAnotherIsNotJoined() {
        SnapSource board = SnapSource.in(folder.getRoot().toPath(), "board").yaml("""
                name: board
                version: '1'
                summary: s
                type: gadget
                slots:
                  uart: {interface: serial-port, path: /dev/ttyS0}
                  bus: {interface: i2c, path: /dev/i2c-1}
                  led: {interface: gpio, number: 17}
                """);
        DAEMON.cordon("install", board.path()).succeeds();
        snap("driver", """
                plugs:
                  any: serial-port
                  other: {interface: serial-port, path: /dev/ttyS1}
                  bus: i2c
                  led: gpio
                """);
        try {
            DAEMON.cordon("connect", "driver:other", "board:uart").fails("/dev/ttyS1", "/dev/ttyS0");
            DAEMON.cordon("connect", "driver:any", "board:uart").succeeds();
            DAEMON.cordon("connect", "driver:bus", "board:bus").succeeds();
            DAEMON.cordon("connect", "driver:led", "board:led").succeeds();
            DAEMON.cordon("policy", "driver.sh").succeeds().prints("/dev/ttyS0 rw", "/dev/i2c-1 rw", "/gpio17/").doesNotPrint("/dev/ttyS1");
        } finally {
            DAEMON.cordon("remove", "--purge", "driver");
            DAEMON.cordon("remove", "--purge", "board").succeeds();
        }
    }
}
