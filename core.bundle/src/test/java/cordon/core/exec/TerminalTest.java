package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.Exit;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.MountStep.MakeDirectory;
import cordon.api.launch.MountStep.MakeFile;
import cordon.api.launch.MountStep.MakeSymlink;
import cordon.api.launch.MountStep.NewDevpts;
import cordon.api.launch.NamespaceStep.NewMountNamespace;
import cordon.api.launch.MountStep.Tmpfs;
import cordon.core.exec.Launches.Result;
import cordon.linux.ProcessStatus;
import cordon.linux.Signals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import cordon.api.launch.MountStep;

/** Terminals of a devpts of their own, and job control over them. */
class TerminalTest {

    private static final LaunchStep NEW_NAMESPACE = new NewMountNamespace();
    private static final LaunchStep NEW_DEVPTS = new NewDevpts(5);

    @BeforeEach
    void root() {
        Launches.needRoot();
    }

    @Test
    void theProgramHasATerminalOfItsOwn() throws Exception {
        try (Terminals terminal = shell("tty; stty size; ls -1 /dev/pts; stat -c %u:%g:%a $(tty); echo error >&2; exit 3")) {
            assertEquals("/dev/pts/0\r\n24 80\r\n0\r\nptmx\r\n0:5:620\r\nerror\r\n", terminal.rest());
            assertEquals(new Exit(3, 0), terminal.started.await());
        }
    }

    @Test
    void itIsTheControllingTerminalAndTheProgramIsInItsForeground() throws Exception {
        try (Terminals terminal = shell("read -r pid comm state parent group session tty foreground rest < /proc/$$/stat; "
                + "test $group = $foreground && echo 1; echo </dev/tty >/dev/tty ok")) {
            assertEquals("1\r\nok\r\n", terminal.rest());
        }
    }

    @Test
    void aKeyInterruptsTheProgram() throws Exception {
        try (Terminals terminal = shell("echo ready; exec sleep 1000")) {
            terminal.until("ready");
            terminal.type("\003");
            assertEquals(new Exit(0, Signals.INT), terminal.started.await());
        }
    }

    @Test
    void aKeyStopsTheProgramAndTheLeaderSaysSo() throws Exception {
        try (Terminals terminal = shell("exec cat")) {
            terminal.type("ready\n");
            terminal.until("ready\r\nready");
            terminal.type("\032");
            assertArrayEquals(new byte[] {'S', Signals.TSTP}, terminal.report());
            terminal.started.signal(Signals.CONT);
            terminal.type("hello\n\004");
            terminal.until("hello\r\nhello");
            assertEquals(new Exit(0, 0), terminal.started.await());
        }
    }

    @Test
    void aShellInItHasJobsOfItsOwn() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/bash")), "needs bash");
        LaunchStep.Exec bash = new LaunchStep.Exec("/bin/bash", List.of("bash", "--norc", "-i"),
                List.of("PATH=/usr/bin:/bin", "PS1=> ", "HISTFILE="));
        try (Terminals terminal = Terminals.open(List.of(NEW_NAMESPACE, NEW_DEVPTS, bash))) {
            terminal.until("> ");
            // A line that is typed ahead would meet readline's own mode of the terminal.
            terminal.type("echo go; cat\n");
            terminal.until("\r\ngo\r\n");
            terminal.type("seen\n");
            terminal.until("seen\r\nseen\r\n");
            terminal.type("\032");
            terminal.until("Stopped");
            terminal.until("> ");
            terminal.type("echo go; fg\n");
            terminal.until("\r\ngo\r\ncat\r\n");
            terminal.type("again\n");
            terminal.until("again\r\nagain\r\n");
            terminal.type("\003");
            terminal.until("> ");
            terminal.type("exit 6\n");
            assertEquals(new Exit(6, 0), terminal.started.await());
        }
    }

    @Test
    void signalsArePassedOnToTheProgramsGroup() throws Exception {
        for (int signal : new int[] {Signals.HUP, Signals.INT, Signals.QUIT, Signals.USR1, Signals.USR2, Signals.TERM}) {
            try (Terminals terminal = shell("ulimit -c 0; echo ready; exec sleep 1000")) {
                terminal.until("ready");
                terminal.started.signal(signal);
                assertEquals(new Exit(0, signal), terminal.started.await());
            }
        }
    }

    @Test
    void killedWithItsLeaderTheProgramIsGone() throws Exception {
        try (Terminals terminal = shell("trap '' HUP; echo $$ ready; exec sleep 1000")) {
            int pid = Integer.parseInt(terminal.until(" ready"));
            ProcessHandle program = ProcessHandle.of(pid).orElseThrow();
            terminal.started.signal(Signals.KILL);
            assertEquals(new Exit(0, Signals.KILL), terminal.started.await());
            // Whether it is collected is up to whoever collects orphans here.
            while (program.isAlive() && !ProcessStatus.of(pid).map(ProcessStatus::hasEnded).orElse(true)) {
                Thread.sleep(1);
            }
        }
    }

    @Test
    void aHangUpEndsTheProgram() throws Exception {
        try (Terminals terminal = shell("echo ready; exec sleep 1000")) {
            terminal.until("ready");
            terminal.hangUp();
            assertEquals(new Exit(0, Signals.HUP), terminal.started.await());
        }
    }

    @Test
    void allOutputArrivesBeforeTheEnd() throws Exception {
        try (Terminals terminal = shell("seq 20000")) {
            String all = terminal.rest();
            assertTrue(all.endsWith("\r\n19999\r\n20000\r\n"), all.substring(Math.max(0, all.length() - 40)));
        }
    }

    @Test
    void theLeaderKeepsNoCapabilityButKillAndNoDescriptorButTheChannel() throws Exception {
        // The leader gives things up while the program begins: its descriptors last.
        try (Terminals terminal = shell("i=0; while [ $(ls /proc/$PPID/fd | wc -l) != 4 ] && [ $((i += 1)) -le 6000 ]; do sleep 0.01; done; "
                + "grep -E '^Cap(Prm|Eff)' /proc/$PPID/status; ls /proc/$PPID/fd | wc -l")) {
            assertEquals("CapPrm:\t0000000000000020\r\nCapEff:\t0000000000000020\r\n4\r\n", terminal.rest());
        }
    }

    @Test
    void theCallersSettingsAreThoseOfTheNewTerminal() throws Exception {
        // struct termios: four sets of flags, line discipline, 19 control characters, of which the third is VERASE.
        ByteBuffer settings = ByteBuffer.allocate(36).order(ByteOrder.nativeOrder());
        settings.putInt(0x500).putInt(0x5).putInt(0xbf).putInt(0x8a3b);
        settings.put(17 + 2, (byte) 8);
        try (Terminals terminal = Terminals.open(List.of(NEW_NAMESPACE, NEW_DEVPTS, Launches.shell("stty -a")), settings.array())) {
            assertTrue(terminal.rest().contains("erase = ^H"));
        }
    }

    @Test
    void aLinkInPlaceOfPtmxIsRefused() throws Exception {
        Result result = Launches.run(devices(new MakeSymlink("/tmp/dev/ptmx", "/etc/passwd")));
        assertEquals("cordon-exec: cannot make new terminals: /dev/ptmx is a link to another place: ELOOP (40)\n", result.err());
    }

    @Test
    void aDirectoryInPlaceOfPtmxIsRefused() throws Exception {
        Result result = Launches.run(devices(new MakeDirectory("/tmp/dev/ptmx", 0755)));
        assertEquals("cordon-exec: cannot make new terminals: /dev/ptmx is neither a device nor a file: EINVAL (22)\n", result.err());
    }

    @Test
    void aFileAndTheUsualLinkInPlaceOfPtmxLeadToTheNewTerminals() throws Exception {
        for (LaunchStep ptmx : List.of(new MakeFile("/tmp/dev/ptmx", 0600), new MakeSymlink("/tmp/dev/ptmx", "pts/ptmx"))) {
            List<LaunchStep> steps = devices(ptmx);
            steps.add(Launches.shell("stat -Lc %t:%T:%a /dev/ptmx"));
            assertEquals("5:2:666\n", Launches.run(steps).out());
        }
    }

    @Test
    void aLinkInPlaceOfTheDirectoryIsRefused() throws Exception {
        List<LaunchStep> steps = List.of(NEW_NAMESPACE, new Tmpfs("/tmp", 0755, 0), new MakeDirectory("/tmp/dev", 0755),
                new MakeSymlink("/tmp/dev/pts", "/tmp"), MountStep.Bind.of("/tmp/dev", "/dev"), NEW_DEVPTS);
        assertEquals("cordon-exec: cannot make new terminals: /dev/pts: ELOOP (40)\n", Launches.run(steps).err());
    }

    @Test
    void withoutADevptsTheTerminalIsOneOfTheNamespace() throws Exception {
        try (Terminals terminal = Terminals.open(List.of(Launches.shell("tty")))) {
            assertTrue(terminal.rest().startsWith("/dev/pts/"));
        }
    }

    @Test
    void aFileThatIsNoMultiplexerOpensNoTerminal() throws Exception {
        List<LaunchStep> steps = List.of(NEW_NAMESPACE, new Tmpfs("/dev", 0755, 0), new MakeFile("/dev/ptmx", 0666));
        IOException failure = assertThrows(IOException.class, () -> Terminals.open(steps));
        assertTrue(failure.getMessage().contains("cannot open a terminal: ptmx is not the terminal multiplexer: ENOTTY"),
                failure.getMessage());
    }

    /** A /dev of files only, in a namespace of its own. */
    private static List<LaunchStep> devices(LaunchStep ptmx) {
        return new ArrayList<>(List.of(NEW_NAMESPACE, new Tmpfs("/tmp", 0755, 0), new MakeDirectory("/tmp/dev", 0755),
                new MakeDirectory("/tmp/dev/pts", 0755), ptmx, MountStep.Bind.of("/tmp/dev", "/dev"), NEW_DEVPTS));
    }

    private static Terminals shell(String script) throws IOException {
        return Terminals.open(List.of(NEW_NAMESPACE, NEW_DEVPTS, Launches.shell(script)));
    }
}
