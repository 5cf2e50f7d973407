package cordon.backend.landlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.Launch;
import cordon.backend.landlock.Sandbox.Result;
import cordon.linux.Arch;
import cordon.linux.Landlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Launches under the template, with and without the interface home, on the running kernel. */
class LandlockBackendTest {
    private Sandbox sandbox;

    @BeforeEach
    void setUp() throws Exception {
        Assumptions.assumeTrue(Landlock.abi() >= 5, "the kernel has no Landlock of ABI 5");
        sandbox = new Sandbox();
    }

    @AfterEach
    void tearDown() throws Exception {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private void granted(Launch.User user, String script, String... rules) throws Exception {
        Result result = sandbox.run(user, script, rules);
        assertEquals(0, result.status(), script + ": " + result.output());
    }

    private void refused(Launch.User user, String script, String... rules) throws Exception {
        Result result = sandbox.run(user, script, rules);
        assertTrue(result.status() != 0, script + " was not refused: " + result.output());
    }

    @Test
    void whatTheTemplateAllowsWorksForRootAndForOthers() throws Exception {
        for (Launch.User user : List.of(sandbox.rootUser, sandbox.somebody)) {
            for (String script : List.of("cat /etc/passwd /etc/os-release >/dev/null", "head -c 1 /dev/urandom >/dev/null", "cat /proc/self/status /proc/meminfo >/dev/null",
                    "echo a > /tmp/a.$$ && mv /tmp/a.$$ /tmp/b.$$ && rm /tmp/b.$$", "mkdir -p /tmp/d.$$/e && ln -s x /tmp/d.$$/l && mkfifo /tmp/d.$$/f && rm -r /tmp/d.$$",
                    "cat ~/snap/foo/common/own && echo b > ~/snap/foo/x1/new && rm ~/snap/foo/x1/new", "echo > /dev/shm/snap.foo.x && rm /dev/shm/snap.foo.x",
                    "ls /tmp /proc/self/fd >/dev/null", "cp /usr/bin/true /tmp/t.$$ && /tmp/t.$$ && rm /tmp/t.$$", "exec 3<>/dev/ptmx", "date >/dev/null")) {
                granted(user, script);
            }
        }
        granted(sandbox.rootUser, "echo a > /var/snap/foo/common/a");
    }

    @Test
    void whatTheTemplateDoesNotAllowIsRefusedToRootAndToOthers() throws Exception {
        for (Launch.User user : List.of(sandbox.rootUser, sandbox.somebody)) {
            for (String script : List.of("cat /etc/hosts", "cat /etc/shadow", "cat ~/note", "cat ~/.bashrc", "cat ~/.ssh/key", "cat ~/snap/other/common/secret", "ls ~",
                    "ls /", "ls /home", "ls " + sandbox.homes, "echo > ~/new", "mkdir ~/bin2", "mkdir ~/.config", "echo > ~/.bashrc", "touch /etc/new", "echo > /etc/passwd",
                    "cat /var/log/dpkg.log", "mkdir /snap/foo/x1/d", "/usr/bin/mount", "cat /usr/bin/mount", "cat /dev/vcs1", "mknod /tmp/n c 1 3",
                    "echo 1 > /proc/self/oom_score_adj", "echo 1 > /proc/sys/kernel/panic", "cat /proc/1/environ", "cat /proc/1/root/etc/shadow", "ls /proc/1/fd",
                    "cat /proc/$PPID/environ", "echo > /sys/power/state", "ls /.cordon", "cat /snap/foo/../../etc/hosts", "touch /run/user/x")) {
                refused(user, script);
            }
        }
    }

    @Test
    void aLinkLeadsNowhereThatIsNotGranted() throws Exception {
        for (Launch.User user : List.of(sandbox.rootUser, sandbox.somebody)) {
            for (String script : List.of("ln -sf /etc/hosts /tmp/l && cat /tmp/l", "ln -sfn " + user.home() + "/.ssh ~/snap/foo/common/l && cat ~/snap/foo/common/l/key",
                    "ln -f /etc/hosts /tmp/h && cat /tmp/h", "ln -sf /proc/self/root/etc/hosts /tmp/p && cat /tmp/p", "cd /tmp && ln -sf ../etc/hosts r && cat r",
                    "mv ~/note /tmp/note", "ln ~/note /tmp/note")) {
                refused(user, script);
            }
        }
    }

    @Test
    void aDataDirectorySwappedForALinkIsNotFollowed() throws Exception {
        Path common = Path.of(sandbox.somebody.home(), "snap/foo/common");
        granted(sandbox.somebody, "cat ~/snap/foo/common/own");
        Files.move(common, common.resolveSibling("moved"));
        Files.createSymbolicLink(common, Path.of(sandbox.somebody.home(), ".ssh"));
        refused(sandbox.somebody, "cat ~/snap/foo/common/key");
        Files.delete(common);
        Files.createSymbolicLink(common, Path.of("/etc"));
        refused(sandbox.somebody, "cat ~/snap/foo/common/hosts");
    }

    @Test
    void homeOpensTheDocumentsAndNothingHidden() throws Exception {
        String[] home = Sandbox.homeRules();
        for (Launch.User user : List.of(sandbox.rootUser, sandbox.somebody)) {
            assertEquals("Documents\nbin\nnote\nsnap\n", sandbox.run(user, "ls -A ~", home).output());
            assertEquals("foo\n", sandbox.run(user, "ls -A ~/snap", home).output());
            for (String script : List.of("cat ~/note ~/Documents/letter ~/bin/tool", "echo a >> ~/note", "echo a > ~/Documents/new && mkdir ~/Documents/d && rmdir ~/Documents/d",
                    "cat ~/snap/foo/common/own")) {
                granted(user, script, home);
            }
            for (String script : List.of("cat ~/.bashrc", "cat ~/.ssh/key", "ls ~/.ssh", "echo > ~/.bashrc", "echo > ~/.profile", "mkdir ~/.config", "mkdir ~/new", "echo > ~/new",
                    "echo > ~/bin/tool", "echo > ~/bin/new", "rm ~/bin/tool", "mv ~/bin ~/Documents/bin", "rmdir ~/bin", "rm -r ~/bin", "ln -s /tmp ~/bin2", "ln -sfn /tmp ~/bin",
                    "cat ~/snap/other/common/secret", "ls ~/snap/other", "mv ~/Documents ~/.config", "cat ../" + (user == sandbox.rootUser ? "somebody" : "root") + "/note",
                    "cat " + sandbox.homes + "/" + (user == sandbox.rootUser ? "somebody" : "root") + "/note", "ls /.cordon/home", "ls /")) {
                refused(user, script, home);
            }
        }
    }

    @Test
    void directoriesWhoseNamesBeginLikeThatOfOtherSnapsDataAreDocumentsToo() throws Exception {
        Path directory = Path.of(sandbox.somebody.home());
        for (String name : List.of("s", "sn", "sna", "snaps")) {
            Files.setAttribute(Files.createDirectory(directory.resolve(name)), "unix:uid", 4242);
            Files.setAttribute(Files.writeString(directory.resolve(name).resolve("letter"), "x"), "unix:uid", 4242);
            granted(sandbox.somebody, "cat ~/" + name + "/letter && touch ~/" + name + "/new", Sandbox.homeRules());
        }
    }

    @Test
    void theViewOfTheHomeFollowsTheHome() throws Exception {
        String[] home = Sandbox.homeRules();
        Path directory = Path.of(sandbox.somebody.home());
        granted(sandbox.somebody, "test -e ~/note", home);
        Files.delete(directory.resolve("note"));
        Files.setAttribute(Files.createDirectory(directory.resolve("note")), "unix:uid", 4242);
        Files.setAttribute(Files.writeString(directory.resolve("sketch"), "x"), "unix:uid", 4242);
        Files.createSymbolicLink(directory.resolve("keys"), directory.resolve(".ssh"));
        Files.writeString(directory.resolve("planted"), "of root");
        assertEquals("Documents\nbin\nnote\nsketch\nsnap\n", sandbox.run(sandbox.somebody, "ls -A ~", home).output());
        granted(sandbox.somebody, "touch ~/note/a; cat ~/sketch", home);
        refused(sandbox.somebody, "cat ~/keys/key", home);
    }

    @Test
    void processesOfOtherLaunchesAreNeitherSeenNorSignalled() throws Exception {
        Sandbox.Running other = sandbox.start("bar", sandbox.somebody, "echo $$ > /tmp/pid; while [ ! -e /tmp/go ]; do sleep 0.01; done");
        Path tmp = sandbox.root.resolve("tmp/snap.bar/tmp");
        for (int i = 0; !Files.exists(tmp.resolve("pid")) || Files.size(tmp.resolve("pid")) == 0; i++) {
            assertTrue(i < 12_000, "the process does not say who it is");
            Thread.sleep(5);
        }
        String pid = Files.readString(tmp.resolve("pid")).strip();
        for (Launch.User user : List.of(sandbox.rootUser, sandbox.somebody)) {
            refused(user, "kill -0 " + pid);
            refused(user, "cat /proc/" + pid + "/cmdline");
            refused(user, "ls /proc/" + pid + "/fd");
            refused(user, "cat /proc/" + pid + "/root/tmp/pid");
        }
        granted(sandbox.somebody, "sleep 5 & kill $! && test -e /proc/self/cmdline");
        Files.createFile(tmp.resolve("go"));
        other.await();
    }

    @Test
    void processesOfOtherLaunchesAreNotTracedAndTheirAbstractSocketsNotReached() throws Exception {
        Assumptions.assumeTrue(Landlock.abi() >= 6, "this kernel's Landlock has no scopes (Linux 6.12)");
        needPerl();
        String name = "\\0cordon-landlock-" + UUID.randomUUID();
        Process other = new ProcessBuilder("perl", "-MSocket", "-e", "$| = 1; my $s; socket($s, PF_UNIX, SOCK_STREAM, 0) && bind($s, pack_sockaddr_un(\"" + name + "\")) "
                + "&& listen($s, 5) or die $!; print \"ready\\n\"; sleep 600").redirectErrorStream(true).start();
        try {
            assertEquals("ready", other.inputReader().readLine());
            String connect = socket("PF_UNIX", "connect", "pack_sockaddr_un(\"" + name + "\")");
            refused(sandbox.rootUser, connect);
            granted(sandbox.rootUser, connect, "unix: connect,send peer-label=snap.b.c");
            // PTRACE_SEIZE and PTRACE_ATTACH (linux/ptrace.h)
            for (int request : new int[] {0x4206, 16}) {
                refused(sandbox.rootUser, "perl -e 'exit(syscall(" + Arch.host().number("ptrace").orElseThrow() + ", " + request + ", " + other.pid() + ", 0, 0) != 0)'",
                        "ptrace: trace");
            }
        } finally {
            other.destroyForcibly();
        }
    }

    /** Perl, which every Debian has. */
    private static void needPerl() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "perl (perl-base) is not installed");
    }

    private static String socket(String family, String call, String address) {
        return "perl -MSocket -e 'my $s; socket($s, " + family + ", SOCK_STREAM, 0) && " + call + "($s, " + address + ") or die $!'";
    }

    @Test
    void tcpIsOpenOnlyWhereARuleOpensIt() throws Exception {
        needPerl();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String connect = socket("PF_INET", "connect", "sockaddr_in(" + server.getLocalPort() + ", INADDR_LOOPBACK)");
            String listen = socket("PF_INET", "bind", "sockaddr_in(0, INADDR_LOOPBACK)");
            refused(sandbox.somebody, connect);
            refused(sandbox.somebody, listen);
            granted(sandbox.somebody, connect, "network: inet stream");
            granted(sandbox.somebody, listen, "network: inet");
            refused(sandbox.somebody, connect, "network: inet dgram");
        }
    }

    @Test
    void anEditedProfileIsWhatCounts() throws Exception {
        String text = sandbox.landlock.compile(sandbox.policy("foo")).text();
        refused(sandbox.somebody, "cat /etc/hosts");
        sandbox.edit(text + "file: /etc/hosts r\n");
        granted(sandbox.somebody, "cat /etc/hosts");
        sandbox.edit(text);
        refused(sandbox.somebody, "cat /etc/hosts");
    }

    @Test
    void aReplacedFileIsFoundAtTheNextLaunch() throws Exception {
        Path file = sandbox.homes.resolve("f");
        String rule = "file: " + file + " r";
        refused(sandbox.somebody, "cat " + file, rule);
        Files.writeString(file, "one");
        granted(sandbox.somebody, "cat " + file, rule);
        Files.writeString(sandbox.homes.resolve("g"), "two");
        Files.move(sandbox.homes.resolve("g"), file, StandardCopyOption.REPLACE_EXISTING);
        assertEquals("two", sandbox.run(sandbox.somebody, "cat " + file, rule).output());
    }

    @Test
    void aDenialInsideAGrantedTreeHolds() throws Exception {
        Path tree = Files.createDirectories(sandbox.homes.resolve("tree/secret")).getParent();
        Files.writeString(tree.resolve("secret/a"), "");
        Files.writeString(tree.resolve("b"), "");
        String[] rules = {"file: " + tree + "/** r", "file: deny " + tree + "/secret/** r"};
        granted(sandbox.rootUser, "cat " + tree + "/b", rules);
        refused(sandbox.rootUser, "cat " + tree + "/secret/a", rules);
        refused(sandbox.rootUser, "ls " + tree + "/secret", rules);
    }

    @Test
    void swappingADirectoryForALinkWhileLaunchesStartNeverOpensWhatItLeadsTo() throws Exception {
        Path documents = Path.of(sandbox.somebody.home(), "Documents");
        Path aside = documents.resolveSibling("aside");
        AtomicBoolean done = new AtomicBoolean();
        Thread swapper = new Thread(() -> {
            while (!done.get()) {
                try {
                    Files.move(documents, aside);
                    Files.createSymbolicLink(documents, Path.of(".ssh"));
                    Files.delete(documents);
                    Files.move(aside, documents);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        swapper.start();
        try {
            for (int i = 0; i < 40; i++) {
                // A launch may fail, when a mount meets the link; it must not succeed in reading.
                String output = sandbox.run(sandbox.somebody, "cat ~/Documents/key 2>/dev/null", Sandbox.homeRules()).output();
                assertTrue(!output.contains(".ssh/key"), output);
            }
        } finally {
            done.set(true);
            swapper.join();
        }
    }

    @Test
    void aLaunchSaysNothingUnlessSomethingIsAmiss() throws Exception {
        assertEquals(List.of(), sandbox.notes(sandbox.somebody, Sandbox.homeRules()));
    }
}
