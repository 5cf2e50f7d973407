package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Whether what the model says is what the kernel does: hundreds of actions are asked about, and performed in the sandbox by a program of root's. */
public class WhyIT {
    /** EPERM, EACCES. */
    private static final Set<String> REFUSED = Set.of("1", "13");
    /** With a device: ENOENT too, where the view has no node. With writing: EROFS. */
    private static final Set<String> NOT_THERE = Set.of("1", "13", "2", "30");
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
    /** On a descriptor that is not open: what a filter lets through ends with EBADF. */
    private static final List<String> WITH_ARGUMENTS = List.of("ioctl -1 0x5412", "ioctl -1 0x541c", "ioctl -1 0x5401", "ioctl -1 0x5413", "fchmod -1 04755", "fchmod -1 02755", "fchmod -1 06755",
            "fchmod -1 0755", "fchmod -1 0", "fchmodat -1 0 04755", "fchmodat -1 0 02700", "fchmodat -1 0 0700", "fchown -1 0 0", "fchown -1 1 0", "fchown -1 0 1", "fchown -1 -1 -1", "fchown -1 1000 1000",
            "fchownat -1 0 0 0", "fchownat -1 0 1 1", "mknodat -1 0 0100644", "mknodat -1 0 010644", "mknodat -1 0 0140644", "mknodat -1 0 020644", "mknodat -1 0 0104755",
            "openat -1 0 0100 04755", "openat -1 0 0100 0755", "openat -1 0 0 0", "setpriority 0 0 5", "setpriority 0 0 20", "setpriority 1 0 5", "setpriority 2 0 5", "setpriority 0 1 5",
            "prlimit64 0 7 0 0", "prlimit64 1 7 1 0", "sched_setaffinity 1 0 0", "socket 1 -1 0", "socket 38 5 0", "socket 17 3 0", "socket 16 3 9", "socket 44 3 0");
    private static final String TRY = """
            exec /usr/bin/perl -MSocket -ne 'chomp; my ($k, @w) = split; my $r;
            if ($k eq "open") { $r = sysopen(F, $w[0], 2048 | $w[1]); close F if $r }
            elsif ($k eq "socket") { $r = socket(F, $w[0], $w[1], 0) }
            elsif ($k eq "syscall") { my @a = map { /^0/ ? oct : $_ + 0 } @w[1 .. $#w]; push @a, -1 while @a < 6; $r = syscall($w[0] + 0, @a) != -1 }
            elsif ($k eq "cap") { open S, "/proc/self/status"; my ($e) = map { /^CapEff:\\s+(\\w+)/ ? hex $1 : () } <S>; $! = 1; $r = $e >> $w[0] & 1 }
            elsif ($k eq "kill") { $r = kill $w[0], $w[1] }
            elsif ($k eq "connect") { socket(F, 1, 1, 0); $r = connect(F, pack "Sxa*", 1, $w[0]) }
            print $r ? "ok" : $! + 0, "\\n"'
            """;

    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<Action> actions = new ArrayList<>();

    /** What is asked, how it is done, and the numbers of errors that are a refusal. */
    private record Action(String asked, String done, Set<String> refusals) {
    }

    @Before
    public void install() {
        SnapSource web = SnapSource.in(folder.getRoot().toPath(), "web").yaml("""
                name: web
                version: '1'
                summary: s
                apps: {try: {command: bin/try}, net: {command: bin/try, plugs: [network, network-bind]}}
                """).script("bin/try", TRY);
        DAEMON.cordon("install", web.path()).succeeds();
    }

    @After
    public void remove() {
        DAEMON.cordon("remove", "--purge", "web").succeeds();
    }

    @Test
    public void whySaysWhatTheKernelDoes() throws Exception {
        sockets();
        systemCalls();
        files();
        devices();
        capabilities();
        Process neighbour = new ProcessBuilder("sleep", "3600").start();
        Process listener = new ProcessBuilder("perl", "-MSocket", "-e",
                "socket(F,1,1,0); bind(F, pack \"Sxa*\", 1, \"\\0cordon-why\") or die; listen(F,5); print \"up\\n\"; close STDOUT; sleep 3600").start();
        try {
            assertEquals('u', listener.getInputStream().read());
            for (String signal : List.of("cont 18", "urg 23", "winch 28", "term 15")) {
                add("signal " + signal.split(" ")[0] + " unconfined", "kill " + signal.split(" ")[1] + " " + neighbour.pid());
            }
            add("unix connect @cordon-why", "connect \0cordon-why");
            add("ptrace trace unconfined", "syscall " + number("ptrace") + " 16 " + neighbour.pid() + " 0 0");
            int asked = compare("web.try");
            assertTrue("only " + asked + " answers were compared", asked >= 500);
            compare("web.net");
        } finally {
            neighbour.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            listener.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** Does all, asks about all; answers that depend on more, and what nothing here enforces, are passed over. */
    private int compare(String command) throws Exception {
        String input = String.join("\n", actions.stream().map(Action::done).toList()) + "\n";
        List<String> results = Programs.run(DAEMON.environment(), input, DAEMON.command("run", command)).succeeds().out().lines().toList();
        assertEquals(actions.size(), results.size());
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (int i = 0; i < actions.size(); i++) {
            List<String> words = new ArrayList<>(List.of("why", command));
            words.addAll(List.of(actions.get(i).asked().split(" ")));
            String answer = DAEMON.cordon(words.toArray(new String[0])).succeeds().out();
            if (answer.contains(": depends") || answer.contains("nothing here enforces")) {
                continue;
            }
            asked++;
            boolean refused = actions.get(i).refusals().contains(results.get(i));
            if (answer.lines().findFirst().orElse("").contains(": refused") != refused) {
                wrong.add(actions.get(i).asked() + ": the kernel says " + results.get(i) + ", and why says " + answer.lines().findFirst().orElse(""));
            }
        }
        assertEquals(command, List.of(), wrong);
        return asked;
    }

    private void add(String asked, String done) {
        actions.add(new Action(asked, done, REFUSED));
    }

    private void sockets() {
        String[] families = {"unix 1", "inet 2", "ax25 3", "ipx 4", "appletalk 5", "x25 9", "inet6 10", "key 15", "netlink 16", "packet 17", "can 29", "bluetooth 31", "alg 38", "vsock 40"};
        for (String family : families) {
            for (String type : new String[] {"stream 1", "dgram 2", "raw 3", "seqpacket 5"}) {
                // Of netlink(7) protocol 0 is asked about as what it is.
                add("socket " + family.split(" ")[0] + " " + type.split(" ")[0], "socket " + family.split(" ")[1] + " " + type.split(" ")[1]);
            }
        }
    }

    private void systemCalls() {
        for (String call : CALLS.split("\\s+")) {
            String number = number(call);
            if (!number.isEmpty()) {
                add("syscall " + call, "syscall " + number);
            }
        }
        for (String call : WITH_ARGUMENTS) {
            String[] parts = call.split(" ", 2);
            add("syscall " + call, "syscall " + number(parts[0]) + " " + parts[1]);
        }
    }

    private static String number(String call) {
        Result number = DAEMON.cordon("resolve", call);
        return number.status() == 0 ? number.out().strip() : "";
    }

    /** Files that root can read, where the host and the sandbox show the same. */
    private void files() throws IOException {
        int count = 0;
        for (String path : found("-type f", "/etc", "/etc/ssl", "/etc/security", "/etc/default", "/usr/share/perl5", "/usr/lib/locale", "/usr/share/doc", "/usr/sbin", "/usr/lib")) {
            add("open " + path + " r", "open " + path + " 0");
            if (count++ % 2 == 0) {
                actions.add(new Action("open " + path + " w", "open " + path + " 1", NOT_THERE));
            }
        }
    }

    /** A watchdog begins to watch when it is opened, a tape winds: those are left alone. */
    private void devices() throws IOException {
        for (String path : found("( -type c -o -type b )", "/dev", "/dev/net", "/dev/input", "/dev/snd", "/dev/dri")) {
            if (!path.matches("/dev/(watchdog|n?st[0-9]|tape|console|tty$|ptmx).*")) {
                actions.add(new Action("device " + path + " r", "open " + path + " 0", NOT_THERE));
            }
        }
    }

    private void capabilities() {
        String[] names = {"chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap", "linux_immutable", "net_bind_service", "net_broadcast",
            "net_admin", "net_raw", "ipc_lock", "ipc_owner", "sys_module", "sys_rawio", "sys_chroot", "sys_ptrace", "sys_pacct", "sys_admin", "sys_boot", "sys_nice", "sys_resource",
            "sys_time", "sys_tty_config", "mknod", "lease", "audit_write", "audit_control", "setfcap", "mac_override", "mac_admin", "syslog", "wake_alarm", "block_suspend", "audit_read"};
        for (int i = 0; i < names.length; i++) {
            add("capability " + names[i], "cap " + i);
        }
    }

    private static List<String> found(String what, String... directories) throws IOException {
        List<String> files = new ArrayList<>();
        for (String directory : directories) {
            if (!Path.of(directory).toFile().isDirectory()) {
                continue;
            }
            List<String> command = new ArrayList<>(List.of("find", directory, "-maxdepth", "1"));
            command.addAll(Arrays.asList(what.split(" ")));
            Process find = new ProcessBuilder(command).start();
            try (InputStream in = find.getInputStream()) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(path -> path.matches("[A-Za-z0-9/._+-]+")).sorted().limit(90).forEach(files::add);
            }
        }
        return files;
    }
}
