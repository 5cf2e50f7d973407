package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/** A run that is refused nothing teaches what the program needs; following the proposal makes it work confined. */
public class LearnIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    private static final String YAML = "name: pupil\nversion: '1'\nsummary: s\napps:\n  pupil: {command: bin/pupil}\n  plain: {command: bin/plain}\n";
    private static final String NEEDS = """
            set -e
            cat /srv/data/one >/dev/null
            cat /proc/net/dev >/dev/null
            echo note >"$SNAP_REAL_HOME/note"
            mkdir -p "$SNAP_REAL_HOME/made/deep"
            /usr/bin/perl -e 'socket(S,2,1,0) or exit 3; syscall(250,0,-3,0) != -1 or exit 4'
            echo done "$@"
            """;

    @BeforeClass
    public static void install() throws IOException {
        Files.createDirectories(DAEMON.place().resolve("srv/data"));
        Files.writeString(DAEMON.place().resolve("srv/data/one"), "one\n");
        DAEMON.cordon("install", source(YAML).path()).succeeds();
    }

    private static SnapSource source(String yaml) {
        return SnapSource.in(DAEMON.place(), "pupil").yaml(yaml).script("bin/pupil", NEEDS).script("bin/plain", "echo plain\n");
    }

    @Test
    public void theProposalMakesTheProgramWorkConfined() throws IOException {
        DAEMON.as(Daemon.ALICE, "run", "pupil").fails();
        List<String> before = state();
        Result lesson = DAEMON.as(Daemon.ALICE, "learn", "pupil", "--", "a b", "--json").succeeds();
        assertEquals("nothing is changed by it", before, state());
        assertTrue(lesson.toString(), lesson.err().contains("done a b --json"));
        lesson.prints("# home:", "# network:", "interface: pupil-local", "- file: \"/srv/data/one r\"", "- syscall: \"keyctl\"");
        assertFalse("what the policy allows is not proposed: " + lesson, lesson.out().contains("/usr/bin/perl") || lesson.out().contains("/snap/pupil"));
        DAEMON.as(Daemon.ALICE, "run", "pupil").fails();

        Path local = Files.writeString(DAEMON.place().resolve("pupil-local.yaml"), lesson.out());
        DAEMON.cordon("interface", "check", local.toString()).succeeds();
        DAEMON.cordon("deploy", local.toString()).succeeds();
        DAEMON.cordon("interface", "approve", "pupil-local");
        DAEMON.cordon("install", source(YAML + "plugs: {home: null, network: null, pupil-local: null}\n").path()).succeeds();
        for (String plug : List.of("home", "network", "pupil-local")) {
            DAEMON.cordon("connect", "pupil:" + plug).succeeds();
        }
        Result confined = DAEMON.as(Daemon.ALICE, "run", "pupil");
        confined.succeeds().prints("done");
        DAEMON.as(Daemon.ALICE, "learn", "pupil").succeeds().prints("Nothing is missing");
    }

    /** Records, profiles, approvals: all but what is only kept for launches. */
    private static List<String> state() throws IOException {
        return Tree.of(DAEMON.root(), DAEMON.root().resolve("run"), DAEMON.root().resolve("snap")).stream().filter(Files::isRegularFile)
                .map(file -> file + " " + file.toFile().length() + " " + file.toFile().lastModified()).sorted().toList();
    }

    @Test
    public void whatNeedsNothingIsToldSoAndJsonIsForPrograms() {
        DAEMON.as(Daemon.ALICE, "learn", "pupil.plain").succeeds().prints("# Nothing is missing.");
        DAEMON.as(Daemon.ALICE, "learn", "--json", "pupil.plain").succeeds().prints("\"interfaces\": []", "\"local-interface\": \"\"");
        DAEMON.cordon("learn", "nothing").fails("no snap named \"nothing\"");
    }

    /** It is root who looks. */
    @Test
    public void whatTheCallerMayNotLookAtIsNotToldToBeThere() throws Exception {
        Path secret = Files.createDirectories(DAEMON.place().resolve("srv/secret"));
        Files.writeString(secret.resolve("there"), "x");
        Files.createSymbolicLink(secret.resolve("link"), Path.of("/srv/data/one"));
        Programs.need("chmod", "0700", secret.toString());
        SnapSource curious = SnapSource.in(DAEMON.place(), "curious").yaml("name: curious\nversion: '1'\nsummary: s\napps:\n  curious: {command: bin/run}\n")
                .script("bin/run", "cat /srv/secret/there /srv/secret/not /srv/secret/link; cat /srv/data/two; true\n");
        Files.writeString(DAEMON.place().resolve("srv/data/two"), "two\n");
        DAEMON.cordon("install", curious.path()).succeeds();
        Result lesson = DAEMON.as(Daemon.ALICE, "learn", "curious").succeeds().prints("/srv/data/two r");
        assertFalse(lesson.toString(), lesson.out().contains("/srv/secret") || lesson.out().contains("/srv/data/one"));
        DAEMON.cordon("learn", "curious").succeeds().prints("/srv/secret/there r");
    }

    /** Such as the portal of documents, at which root may not even look. */
    @Test
    public void aFileSystemOfTheUsersInHisRuntimeDirectoryIsPassedOver() throws Exception {
        Path runtime = Files.createDirectories(DAEMON.place().resolve("run/user/4242/doc")).getParent();
        Programs.need("chown", "-R", Daemon.ALICE + ":" + Daemon.ALICE, runtime.toString());
        Process mount = new ProcessBuilder("nsenter", "--mount=/proc/" + DAEMON.pid() + "/ns/mnt", "perl", "-e", """
                open(F, "+<", "/dev/fuse") or exit 1;
                ($type, $place, $options) = ("fuse", "/run/user/4242/doc", "fd=" . fileno(F) . ",rootmode=40000,user_id=4242,group_id=4242");
                syscall(165, $type, $place, $type, 6, $options) == 0 or exit 1;
                $| = 1; print "mounted\n"; <STDIN>; syscall(166, $place, 2)
                """).start();
        try {
            assumeTrue("a process can be a file system here (CONFIG_FUSE_FS, amd64)", "mounted".equals(mount.inputReader().readLine()));
            DAEMON.as(Daemon.ALICE, "learn", "pupil.plain").succeeds();
        } finally {
            mount.getOutputStream().close();
            mount.waitFor();
            Programs.need("rm", "-r", runtime.toString());
        }
    }

    /** Paths of four thousand bytes each, and a length that is none. */
    @Test
    public void whatIsRememberedOfAProgramIsBounded() {
        SnapSource chatty = SnapSource.in(DAEMON.place(), "chatty").yaml("name: chatty\nversion: '1'\nsummary: s\napps:\n  chatty: {command: bin/run}\n")
                .script("bin/run", """
                        exec /usr/bin/perl -e 'socket(S,1,1,0); $a="\\1\\0/x"; syscall(42,fileno(S),$a,-1);
                            for ($i = 0; $i < 700; $i++) { open(F, ">>", "/not/" . ("a/" x 1900) . $i) } print "end\n"'
                        """);
        DAEMON.cordon("install", chatty.path()).succeeds();
        Result lesson = DAEMON.as(Daemon.ALICE, "learn", "chatty").succeeds();
        assertTrue(lesson.err(), lesson.err().contains("note: it did more different things than are remembered; those after the first 5") && lesson.err().contains("end\n"));
    }

    @Test
    public void theProgramHasTheRightsOfTheCallerAndNoWayToMore() {
        SnapSource greedy = SnapSource.in(DAEMON.place(), "greedy").yaml("name: greedy\nversion: '1'\nsummary: s\napps:\n  greedy: {command: bin/run}\n")
                .script("bin/run", "grep -E '^(NoNewPrivs|CapEff):' /proc/self/status; id -u; cat /etc/shadow\n");
        DAEMON.cordon("install", greedy.path()).succeeds();
        Result lesson = DAEMON.as(Daemon.ALICE, "learn", "greedy").succeeds();
        assertTrue(lesson.toString(), lesson.err().contains("NoNewPrivs:\t1") && lesson.err().contains("CapEff:\t0000000000000000") && lesson.err().contains("4242"));
        lesson.doesNotPrint("root:").prints("/etc/shadow r");
    }

    @Test
    public void aRunAfterwardsIsConfinedAgainAndAnotherMeanwhileStaysSo() {
        Result shell = Programs.run(DAEMON.environment(), "", "sh", "-c", DAEMON.client() + " learn pupil.plain >/dev/null & "
                + DAEMON.client() + " run --shell pupil.plain -c 'cat /srv/data/one; grep Seccomp: /proc/self/status'; wait");
        shell.doesNotPrint("one\n").prints("Seccomp:\t2");
    }

    @Test
    public void signalsToOtherProgramsAreSeenAndThoseToItsOwnAreNot() throws Exception {
        SnapSource caller = SnapSource.in(DAEMON.place(), "caller").yaml("name: caller\nversion: '1'\nsummary: s\napps:\n  caller: {command: bin/run}\n")
                .script("bin/run", "sleep 60 & kill -USR1 $!; wait; kill -CONT \"$1\"; kill -HUP \"$2\" 2>/dev/null; kill -0 $$; echo called\n");
        DAEMON.cordon("install", caller.path()).succeeds();
        Process other = new ProcessBuilder(Programs.as(Daemon.ALICE, List.of("sh", "-c", "echo hers; exec sleep 3600"))).start();
        try {
            assertEquals("hers", other.inputReader().readLine());
            // The largest number that a process can have is nobody's: pid_max is above all.
            Result lesson = DAEMON.as(Daemon.ALICE, "learn", "caller", "--", String.valueOf(other.pid()), "4194304").succeeds();
            assertTrue(lesson.toString(), lesson.err().contains("called"));
            lesson.prints("signal send cont unconfined").doesNotPrint("usr1").doesNotPrint("hup").doesNotPrint("exists");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    public void namesOfUnixSocketsThatAreNoFilesAreSeen() throws Exception {
        assumeTrue("perl (perl-base) is not installed", Files.isExecutable(Path.of("/usr/bin/perl")));
        SnapSource knock = SnapSource.in(DAEMON.place(), "knock").yaml("name: knock\nversion: '1'\nsummary: s\napps:\n  knock: {command: bin/run}\n").script("bin/run", """
                exec /usr/bin/perl -MSocket -e '
                socket(O, 1, 1, 0); bind(O, pack("Sxa*", 1, "cordon-it-own")) or exit 3; listen(O, 1);
                socket(S, 1, 1, 0); connect(S, pack("Sxa*", 1, "cordon-it-own")) or exit 4;
                socket(T, 1, 1, 0); connect(T, pack("Sxa*", 1, "cordon-it-other")) or exit 5;
                socket(U, 1, 1, 0); connect(U, pack("Sxa*", 1, "cordon-it-nobody")) and exit 6'
                """);
        DAEMON.cordon("install", knock.path()).succeeds();
        Process other = new ProcessBuilder("perl", "-MSocket", "-e",
                "$| = 1; socket(S, 1, 1, 0); bind(S, pack('Sxa*', 1, 'cordon-it-other')) or die; listen(S, 1); print \"ready\\n\"; sleep 3600").start();
        try {
            assertEquals("ready", other.inputReader().readLine());
            Result lesson = DAEMON.as(Daemon.ALICE, "learn", "knock").succeeds();
            assertFalse(lesson.toString(), lesson.err().contains("ended with status"));
            lesson.prints("unix connect,send,receive @cordon-it-other").doesNotPrint("receive @cordon-it-own").doesNotPrint("nobody");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    public void programsOf32BitAreSeenToo() throws Exception {
        SnapSource narrow = SnapSource.in(DAEMON.place(), "narrow").yaml("name: narrow\nversion: '1'\nsummary: s\napps:\n  narrow: {command: bin/run}\n")
                .script("bin/run", "exec \"$SNAP/bin/opens\"\n").file("bin/opens", "", "rwxr-xr-x");
        Files.write(narrow.directory().resolve("bin/opens"), opener("/srv/data/one"));
        assumeTrue("this kernel runs no programs for i386", runs(narrow.directory().resolve("bin/opens")));
        DAEMON.cordon("install", narrow.path()).succeeds();
        DAEMON.as(Daemon.ALICE, "learn", "narrow").succeeds().prints("/srv/data/one r");
    }

    private static boolean runs(Path program) throws InterruptedException {
        try {
            return new ProcessBuilder(program.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // ENOEXEC
        }
    }

    /** A program for i386 that opens a file to read, and ends with status 0: an ELF header, one segment, and nine instructions. */
    private static byte[] opener(String path) {
        int at = 0x08048000;
        int code = 84;
        int length = 25;
        byte[] name = (path + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(code + length + name.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x464c457f).putInt(0x00010101).putLong(0).putShort((short) 2).putShort((short) 3).putInt(1).putInt(at + code).putInt(52).putInt(0).putInt(0);
        out.putShort((short) 52).putShort((short) 32).putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
        out.putInt(1).putInt(0).putInt(at).putInt(at).putInt(out.capacity()).putInt(out.capacity()).putInt(5).putInt(0x1000);
        out.put((byte) 0xb8).putInt(5).put((byte) 0xbb).putInt(at + code + length); // open, of the name
        out.putInt(0xd231c931).putShort((short) 0x80cd); // to read
        out.put((byte) 0xb8).putInt(1).putShort((short) 0xdb31).putShort((short) 0x80cd); // exit
        return out.put(name).array();
    }

    @Test
    public void childrenThreadsAndManyCallsAreFollowedToTheEnd() {
        SnapSource busy = SnapSource.in(DAEMON.place(), "busy").yaml("name: busy\nversion: '1'\nsummary: s\napps:\n  busy: {command: bin/run}\n")
                .script("bin/run", "for i in 1 2 3 4 5 6; do (for j in 1 2 3 4 5 6 7 8 9 10; do cat /srv/data/one /srv/data/none; done >/dev/null 2>&1) & done; wait; exit 5\n");
        DAEMON.cordon("install", busy.path()).succeeds();
        Result lesson = DAEMON.as(Daemon.ALICE, "learn", "busy").succeeds().prints("/srv/data/one r").doesNotPrint("/srv/data/none");
        assertTrue(lesson.toString(), lesson.err().contains("ended with status 5"));
    }
}
