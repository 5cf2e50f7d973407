package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Denials of the running kernel, as a person sees them; and whether what the model says is what the kernel does. */
public class AuditIT {
    private static final Path PRINTK = Path.of("/proc/sys/kernel/printk_ratelimit");
    private static final Path LOGGED = Path.of("/proc/sys/kernel/seccomp/actions_logged");
    private static final int PATIENCE_SECONDS = 30;
    /** Those that do no harm when all their arguments are -1, should they be let through. */
    private static final String CALLS = """
            mount umount2 pivot_root setns bpf perf_event_open userfaultfd io_uring_setup io_uring_enter keyctl add_key request_key
            init_module finit_module delete_module kexec_load kexec_file_load swapon swapoff sethostname setdomainname acct settimeofday
            clock_settime ptrace process_vm_readv process_vm_writev open_by_handle_at fanotify_init fanotify_mark move_mount open_tree fsopen fsconfig
            fsmount fspick mount_setattr chroot vhangup pidfd_getfd kcmp bind listen accept accept4 quotactl
            read write close lseek fstat newfstatat openat faccessat dup fcntl flock fsync fdatasync ftruncate getcwd fchdir mkdirat
            unlinkat readlinkat getrusage times statfs fstatfs getpid getppid getuid geteuid getgid gettid sched_yield epoll_create1 eventfd2
            timerfd_create inotify_init1 pipe2 dup3 getrandom memfd_create statx pread64 pwrite64 readv writev uname sysinfo getpgid getsid
            getgroups sigaltstack utimensat renameat2 symlinkat linkat fallocate sendto recvfrom shutdown getsockname getpeername""";

    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** The kernel's records name processes by the numbers of its first pid namespace. */
    @BeforeClass
    public static void firstPidNamespace() throws IOException {
        assumeTrue("the kernel's records name processes of its first pid namespace, and this is another",
                Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().equals("pid:[4026531836]"));
    }

    @Before
    public void install() {
        SnapSource web = SnapSource.in(folder.getRoot().toPath(), "web").yaml("""
                name: web
                version: '1'
                summary: s
                plugs:
                  net: network
                apps:
                  socket: {command: bin/socket, plugs: [net]}
                  cat: {command: bin/cat}
                  try: {command: bin/try}
                """).script("bin/socket", "exec /usr/bin/perl -e 'socket(S,2,1,0) ? exit 0 : exit 1'\n").script("bin/cat", "cat \"$@\"\n")
                .script("bin/try", "exec /usr/bin/perl -ne 'chomp; my ($k, @w) = split; my $r = $k eq \"open\" ? sysopen(F, $w[0], 0) : $k eq \"socket\" "
                        + "? socket(F, $w[0], $w[1], 0) : syscall($w[0], -1, -1, -1, -1, -1, -1) != -1; print $r ? \"ok\" : $!+0, \"\\n\"; close F'\n");
        DAEMON.cordon("install", web.path()).succeeds();
        DAEMON.cordon("disconnect", "web:net");
    }

    @After
    public void remove() {
        DAEMON.cordon("remove", "--purge", "web").succeeds();
    }

    /** A follower that runs until it is told not to. */
    private final class Follower implements AutoCloseable {
        private final Path out = folder.getRoot().toPath().resolve("followed");
        private final Process process;

        Follower(String... options) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(DAEMON.command("scanlog", "--follow"));
            command.addAll(List.of(options));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
            builder.environment().putAll(DAEMON.environment());
            process = builder.start();
            await("following ");
        }

        void await(String text) throws IOException, InterruptedException {
            for (int i = 0; i < PATIENCE_SECONDS * 20; i++) {
                if (text().contains(text)) {
                    return;
                }
                Thread.sleep(50);
            }
            throw new AssertionError("no \"" + text + "\" in\n" + text());
        }

        String text() throws IOException {
            return Files.readString(out);
        }

        @Override
        public void close() {
            process.destroy();
            try {
                assertTrue("the follower does not end", process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    private static void needsLoggedErrno() throws IOException {
        assumeTrue("the kernel logs no call that a filter answers with an error: see seccomp/actions_logged", Files.readString(LOGGED).contains("errno"));
    }

    @Test
    public void aSystemCallThatIsDeniedIsShownWithWhatAllowsItAndThatDoes() throws Exception {
        needsLoggedErrno();
        try (Follower follower = new Follower("web")) {
            assertEquals(1, DAEMON.cordon("run", "web.socket").status());
            follower.await("web.socket: seccomp refused system call socket");
            follower.await("cordon connect web:net");
        }
        DAEMON.cordon("connect", "web:net").succeeds();
        DAEMON.cordon("run", "web.socket").succeeds();
    }

    @Test
    public void inDevmodeTheSameCallIsPermittedAndShown() throws Exception {
        assumeTrue("the kernel logs no call that a filter lets through: see seccomp/actions_logged", Files.readString(LOGGED).matches("(?s).*\\blog\\b.*"));
        DAEMON.cordon("install", "--devmode", folder.getRoot().toPath().resolve("web").toString()).succeeds();
        try (Follower follower = new Follower("web")) {
            DAEMON.cordon("run", "web.socket").succeeds();
            follower.await("web.socket: seccomp noticed system call socket");
        }
    }

    @Test
    public void aFileThatLandlockKeepsIsShownWithItsApp() throws Exception {
        assumeTrue("this kernel has no audit records of Landlock (Linux 6.15)", kernelIsAtLeast(6, 15));
        try (Follower follower = new Follower("web.cat", "--json")) {
            DAEMON.cordon("run", "web.cat", "/etc/shadow");
            follower.await("\"module\":\"landlock\"");
            follower.await("/etc/shadow");
            assertTrue(follower.text(), follower.text().contains("\"app\":\"cat\""));
        }
    }

    private static boolean kernelIsAtLeast(int major, int minor) {
        String[] parts = System.getProperty("os.version").split("[.-]");
        int a = Integer.parseInt(parts[0]);
        return a > major || a == major && Integer.parseInt(parts[1]) >= minor;
    }

    @Test
    public void theLimitsOfTheLogAreAsBeforeHoweverAFollowerEnds() throws Exception {
        assumeTrue("/proc/sys is read-only here", Files.isWritable(PRINTK));
        String before = Files.readString(PRINTK);
        Follower killed = new Follower();
        assertEquals("0", Files.readString(PRINTK).strip());
        killed.process.destroyForcibly().waitFor();
        for (int i = 0; i < PATIENCE_SECONDS * 20 && !Files.readString(PRINTK).equals(before); i++) {
            Thread.sleep(50);
        }
        assertEquals(before, Files.readString(PRINTK));
    }

    @Test
    public void aLogComesFromAFileOfTheCallersDirectoryOrItsInput() throws Exception {
        Path log = folder.getRoot().toPath().resolve("old.log");
        Files.writeString(log, "type=AVC msg=audit(1512345678.123:456): apparmor=\"DENIED\" operation=\"open\" profile=\"snap.web.cat\" name=\"/etc/resolv.conf\" pid=9 "
                + "comm=1B5B324A requested_mask=\"r\" denied_mask=\"r\" fsuid=1000 ouid=0\n");
        Result read = DAEMON.cordon("scanlog", "--from", log.toString()).succeeds();
        read.prints("web.cat: apparmor refused open /etc/resolv.conf (r)", "network");
        assertTrue(read.out(), read.out().indexOf('\033') < 0);
        Result input = Programs.run(DAEMON.environment(), Files.readString(log), DAEMON.command("scanlog", "--json", "--from", "-"));
        input.succeeds().prints("\"snap\":\"web\"", "\"path\":\"/etc/resolv.conf\"");
        DAEMON.as(Daemon.ALICE, "scanlog").fails("scanlog", "root");
        DAEMON.cordon("scanlog", "--from", "/nosuch").fails("/nosuch");
        DAEMON.cordon("resolve", "-a", "arm64", "56").succeeds().prints("openat");
    }

    @Test
    public void whySaysWhatTheKernelDoes() throws Exception {
        List<String> actions = new ArrayList<>();
        List<String> tries = new ArrayList<>();
        String[] families = {"unix 1", "inet 2", "ax25 3", "ipx 4", "appletalk 5", "x25 9", "inet6 10", "key 15", "netlink 16", "packet 17", "can 29", "bluetooth 31", "alg 38", "vsock 40"};
        String[] types = {"stream 1", "dgram 2", "raw 3", "seqpacket 5"};
        for (String family : families) {
            for (String type : types) {
                actions.add("socket " + family.split(" ")[0] + " " + type.split(" ")[0]);
                tries.add("socket " + family.split(" ")[1] + " " + type.split(" ")[1]);
            }
        }
        for (String call : CALLS.split("\\s+")) {
            Result number = DAEMON.cordon("resolve", call);
            if (number.status() == 0) {
                actions.add("syscall " + call);
                tries.add("syscall " + number.out().strip());
            }
        }
        for (String path : readableFiles()) {
            actions.add("open " + path + " r");
            tries.add("open " + path);
        }
        Result tried = Programs.run(DAEMON.environment(), String.join("\n", tries) + "\n", DAEMON.command("run", "web.try")).succeeds();
        List<String> results = tried.out().lines().toList();
        assertEquals(tried.toString(), actions.size(), results.size());
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (int i = 0; i < actions.size(); i++) {
            List<String> words = new ArrayList<>(List.of("why", "web.try"));
            words.addAll(List.of(actions.get(i).split(" ")));
            String answer = DAEMON.cordon(words.toArray(new String[0])).succeeds().out();
            if (answer.contains(": depends")) {
                continue;
            }
            asked++;
            boolean refused = results.get(i).equals("1") || results.get(i).equals("13"); // EPERM, EACCES
            if (answer.contains(": refused") != refused) {
                wrong.add(actions.get(i) + ": the kernel says " + results.get(i) + ", and why says " + answer.lines().findFirst().orElse(""));
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue("only " + asked + " actions were asked about", asked >= 200);
    }

    /** Files that root can read, where the host and the sandbox show the same. */
    private static List<String> readableFiles() throws IOException {
        List<String> files = new ArrayList<>();
        for (String directory : new String[] {"/etc", "/etc/ssl", "/etc/security", "/usr/share/perl5", "/usr/lib/locale", "/usr/share/doc", "/usr/sbin"}) {
            Process find = new ProcessBuilder("find", directory, "-maxdepth", "1", "-type", "f").start();
            try (InputStream in = find.getInputStream()) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(path -> path.matches("[A-Za-z0-9/._+-]+")).sorted().limit(40).forEach(files::add);
            }
        }
        return files;
    }
}
