package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.UnixSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/** A local user who may run applications and nothing else attacks the daemon and its launches. */
public class LocalAttackIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();
    private static final int LAUNCHES = 2000;
    private static Path program;

    @BeforeClass
    public static void install() throws Exception {
        program = Attacker.compiled(DAEMON.place());
        SnapSource snap = SnapSource.in(DAEMON.place(), "attacker-source").yaml("name: attacker\nversion: '1'\nsummary: s\napps:\n  attacker: {command: bin/attacker}\n");
        Files.createDirectories(snap.directory().resolve("bin"));
        Files.copy(program, snap.directory().resolve("bin/attacker"));
        DAEMON.cordon("install", snap.path()).succeeds();
    }

    private static Process play(int uid, Path directory, String... role) throws IOException {
        List<String> command = Stream.concat(Stream.of(program.toString()), Stream.of(role)).toList();
        Process process = new ProcessBuilder(Programs.as(uid, command)).directory(directory.toFile()).redirectErrorStream(true).start();
        assertEquals("ready", process.inputReader().readLine());
        return process;
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + DAEMON.pid() + "/fd"))) {
            return open.count();
        }
    }

    private static void isWell(long descriptorsBefore) throws Exception {
        DAEMON.as(Daemon.BOB, "run", "attacker", "ids").succeeds();
        long open = Until.answer(LocalAttackIT::descriptors, count -> count <= descriptorsBefore + 4);
        assertTrue(open + " descriptors are open, before " + descriptorsBefore, open <= descriptorsBefore + 4);
        assertFalse(DAEMON.log(), DAEMON.log().contains("Exception in thread"));
    }

    @Test
    public void connectionsThatGoOnWithNothingKeepNobodyElseOut() throws Exception {
        DAEMON.as(Daemon.BOB, "run", "attacker", "ids").succeeds();
        long before = descriptors();
        Process holder = play(Daemon.ALICE, DAEMON.root().resolve("run"), "hold", "control.sock", "3000");
        try {
            DAEMON.as(Daemon.BOB, "run", "attacker", "ids").succeeds().prints("uid 4243 4243");
            DAEMON.as(Daemon.BOB, "list").succeeds().prints("attacker");
            DAEMON.cordon("list").succeeds().prints("attacker");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        isWell(before);
    }

    @Test
    public void whatIsNoRequestIsDropped() throws Exception {
        DAEMON.as(Daemon.BOB, "run", "attacker", "ids").succeeds();
        long before = descriptors();
        Random random = new Random(8473);
        try (Fd some = Paths.openRoot("/dev/null", OpenFlags.O_RDWR)) {
            for (int i = 0; i < LAUNCHES; i++) {
                try (UnixSocket socket = UnixSocket.connect(DAEMON.root().resolve("run/control.sock"), UnixSocket.Type.STREAM)) {
                    socket.send(request(random), Collections.nCopies(random.nextInt(8), some));
                } catch (LinuxException e) {
                    // The daemon closed the connection first, which is what it should do.
                    assertTrue(e.getMessage(), e.getMessage().contains("EPIPE") || e.getMessage().contains("ECONNRESET"));
                }
            }
        }
        isWell(before);
    }

    /** Each becomes an object: four million of them are more than the daemon's memory. */
    @Test
    public void requestsOfNothingButEmptyStringsAreDropped() throws Exception {
        DAEMON.as(Daemon.BOB, "run", "attacker", "ids").succeeds();
        long before = descriptors();
        int size = 4 << 20;
        byte[] header = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder()).putInt(0x31445243).putInt(size).putInt(0).putInt(size).putInt(0).putInt(0).putInt(022).putInt(4).array();
        try (Fd some = Paths.openRoot("/", OpenFlags.O_PATH); UnixSocket one = UnixSocket.connect(DAEMON.root().resolve("run/control.sock"), UnixSocket.Type.STREAM);
                UnixSocket two = UnixSocket.connect(DAEMON.root().resolve("run/control.sock"), UnixSocket.Type.STREAM)) {
            for (UnixSocket socket : List.of(one, two)) {
                socket.send(header, Collections.nCopies(4, some));
            }
            for (UnixSocket socket : List.of(one, two)) {
                assertThrows(LinuxException.class, () -> socket.send(new byte[size], List.of()));
            }
        }
        isWell(before);
    }

    /** Whoever opens a fifo wakes who waits for it, and there are devices that do something when they are opened. */
    @Test
    public void whatIsNoFileOfTheCallersIsNeitherOpenedNorToldToBeThere() throws Exception {
        Path fifo = DAEMON.home("bob").resolve("fifo");
        Programs.need("mkfifo", "-m", "0600", fifo.toString());
        Programs.need("chown", Daemon.BOB + ":" + Daemon.BOB, fifo.toString());
        Process writer = new ProcessBuilder("sh", "-c", "echo first >'" + fifo + "'").start();
        try {
            String there = DAEMON.as(Daemon.ALICE, "interface", "check", "/home/bob/fifo").fails("there is no such file, or it is not yours").err();
            String missing = DAEMON.as(Daemon.ALICE, "interface", "check", "/home/bob/none").fails().err();
            assertEquals(there.replace("fifo", "none"), missing);
            DAEMON.as(Daemon.BOB, "interface", "check", "/home/bob/fifo").fails("it is no regular file");
            assertEquals("first\n", Programs.run(Map.of(), "", "timeout", "60", "cat", fifo.toString()).out());
        } finally {
            writer.destroyForcibly().waitFor();
            Files.delete(fifo);
        }
    }

    /** A header with one or more wrong numbers, of any length, with any body. */
    private static byte[] request(Random random) {
        int[] edges = {0, 1, 2, 4, 31, 0x1ff, 4194304, 4194305, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
        ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        bytes.putInt(random.nextInt(10) == 0 ? random.nextInt() : 0x31445243);
        for (int i = 0; i < 7; i++) {
            bytes.putInt(edges[random.nextInt(edges.length)]);
        }
        for (int i = 0; i < 32; i++) {
            bytes.put((byte) (random.nextBoolean() ? 0 : random.nextInt()));
        }
        byte[] sent = new byte[1 + random.nextInt(64)];
        bytes.flip().get(sent);
        return sent;
    }

    /** GHSA-8688-9x26-hhxj, CVE-2021-30465: the directory of the snap's data is a link now and then, while it is looked at and mounted. */
    @Test
    public void aDirectoryOfDataThatIsSwappedDuringLaunchesLeadsNowhere() throws Exception {
        DAEMON.as(Daemon.ALICE, "run", "attacker", "ids").succeeds();
        Path secrets = Files.createDirectories(DAEMON.home("bob").resolve("secrets/common"));
        Files.writeString(secrets.resolve("id"), "bob's secret\n");
        Programs.need("chmod", "0755", DAEMON.home("bob").toString());
        Path data = DAEMON.home("alice").resolve("snap");
        Programs.need("ln", "-s", "/home/bob/secrets", data + "/link");
        Programs.need("chown", "-R", "-h", Daemon.ALICE + ":" + Daemon.ALICE, data.toString());
        Process swapper = play(Daemon.ALICE, data, "swap", "attacker", "link");
        try {
            String loop = "i=0; while [ $i -lt " + LAUNCHES + " ]; do i=$((i+1)); " + DAEMON.client() + " run attacker reveal 2>/dev/null; done; true";
            String out = Programs.run(DAEMON.environment(), "", Programs.as(Daemon.ALICE, List.of("sh", "-c", loop))).succeeds().out();
            assertFalse("a link was followed", out.contains("secret"));
            assertTrue("no launch got through: nothing was tried", out.contains("nothing"));
        } finally {
            swapper.destroyForcibly().waitFor();
            Programs.need("chmod", "0700", DAEMON.home("bob").toString());
            Programs.need("rm", "-rf", data.toString());
        }
        try (Stream<Path> left = Files.list(secrets.getParent())) {
            assertEquals("something was made behind the link", List.of(secrets), left.toList());
        }
    }

    @Test
    public void messagesShowNamesWithoutWhatSteersATerminal() {
        for (String name : List.of("\033[2Jx", "a\u009b31m", "\007", "\u202ex")) {
            for (String[] words : new String[][] {{"run", name}, {"run", "attacker." + name}, {name}, {"info", name}, {"connect", name + ":x"}, {"install", "/tmp/" + name}, {"list", "--" + name}}) {
                Result result = DAEMON.cordon(words).fails();
                assertFalse(result.toString(), result.err().matches("(?s).*[\033\u009b\007\u202e].*"));
            }
        }
    }

    @Test
    public void namesOfCommandsNeverBecomePaths() {
        for (String name : List.of("../attacker", "attacker/../attacker", "attacker.", ".", "..", "", "attacker..attacker", "/etc/passwd", "attacker.attacker/../..", "ATTACKER", "attacker_x", "attacker attacker")) {
            DAEMON.as(Daemon.ALICE, "run", name).fails();
            Programs.run(DAEMON.environment(), "", DAEMON.client().toString(), "--app=" + DAEMON.root() + ":" + name, "file").fails();
        }
        for (String app : List.of("", ":", "x", "root:attacker", DAEMON.root() + ":")) {
            Programs.run(DAEMON.environment(), "", DAEMON.client().toString(), "--app=" + app, "file").fails();
        }
    }

    @Test
    public void variablesThatChangeHowProgramsLoadDoNotCross() {
        List<String> names = List.of("LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "GCONV_PATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "PYTHONPATH", "PERL5LIB", "BASH_ENV", "ENV", "GLIBC_TUNABLES");
        StringBuilder set = new StringBuilder();
        names.forEach(name -> set.append(name).append("=/tmp/evil.so "));
        SnapSource.in(DAEMON.place(), "env").yaml("name: env\nversion: '1'\nsummary: s\napps:\n  env: {command: bin/env}\n").script("bin/env", "exec env\n");
        DAEMON.cordon("install", DAEMON.place().resolve("env").toString()).succeeds();
        Result result = Programs.run(DAEMON.environment(), "", Programs.as(Daemon.ALICE, List.of("sh", "-c", set + " exec " + DAEMON.client() + " run env"))).succeeds();
        names.forEach(name -> assertFalse(name, result.out().contains("\n" + name + "=/tmp/evil.so")));
    }
}
