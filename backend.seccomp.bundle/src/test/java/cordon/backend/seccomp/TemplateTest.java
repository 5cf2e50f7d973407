package cordon.backend.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.linux.Arch;
import cordon.linux.Errno;
import cordon.linux.SeccompAction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the default template and the network interfaces let through. */
class TemplateTest {
    private static final SeccompAction ENOSYS = SeccompAction.errno(Errno.ENOSYS);

    @Test
    void everyDifferenceFromThePublishedTableHasAReason() throws Exception {
        assumeTrue(Arch.host() == Arch.AMD64, "the table of verdicts is of amd64");
        Filtered filtered = Filtered.of(Policies.connected("bar"));
        Map<String, String> expected = new LinkedHashMap<>(table("default.syscalls.tsv"));
        Map<String, String> reasons = explained();
        Map<String, String> unexplained = new TreeMap<>();
        Map<String, String> stale = new TreeMap<>(reasons);
        expected.forEach((syscall, verdict) -> {
            if (Arch.AMD64.number(syscall).isPresent()) {
                String wanted = verdict.replaceFirst("\\[.*", "");
                String found = verdict(filtered.answers(syscall));
                String explained = reasons.get(syscall);
                if (!found.equals(wanted)) {
                    stale.remove(syscall);
                    if (!found.equals(explained)) {
                        unexplained.put(syscall, "is " + found + ", in the table " + wanted + ", explained " + explained);
                    }
                }
            }
        });
        assertEquals(Map.of(), unexplained);
        assertEquals(Map.of(), stale, "these are explained and are no differences");
    }

    /** By call, what the documents say that is answered here. */
    private static Map<String, String> explained() throws IOException {
        Map<String, String> explained = new TreeMap<>();
        String table = Files.readString(Path.of("../docs/PARITY.md")).split("\n## System calls of the default template\n", 2)[1].split("\n## ", 2)[0];
        for (String line : table.lines().filter(row -> row.startsWith("| `")).toList()) {
            String[] cells = line.split(" *\\| *");
            explained.put(cells[1].replace("`", ""), cells[2]);
        }
        return explained;
    }

    @Test
    void withoutAConnectionThereAreLocalSocketsOnly() throws Exception {
        Filtered filtered = Filtered.of(Policies.connected("bar"));
        for (long flags : new long[] {0, 0x80000, 0x800, 0x80800}) {
            assertEquals(SeccompAction.ALLOW, filtered.answer("socket", 1, 1 | flags, 0), "AF_UNIX SOCK_STREAM");
            for (int family = 0; family < 64; family++) {
                if (family != 1) {
                    assertEquals(Filtered.EPERM, filtered.answer("socket", family, 1 | flags, 0), "family " + family);
                }
            }
        }
        assertEquals(SeccompAction.ALLOW, filtered.answer("connect", 3, 0x1000, 110), "X, syslog and nscd are reached by connect");
        for (String call : List.of("bind", "listen", "accept4")) {
            assertEquals(Set.of(Filtered.EPERM), filtered.answers(call), call);
        }
    }

    @Test
    void highBitsOfAFamilyThatTheKernelIgnoresOpenNothing() throws Exception {
        Filtered filtered = Filtered.of(Policies.connected("bar"));
        assertEquals(Filtered.EPERM, filtered.answer("socket", 0x1_0000_0002L, 1, 0));
        assertEquals(SeccompAction.ALLOW, filtered.answer("socket", 0x1_0000_0001L, 1, 0), "the kernel takes it as AF_UNIX");
    }

    @Test
    void networkGivesInternetSocketsAndNoRawOnes() throws Exception {
        Filtered filtered = Filtered.of(Policies.connected("bar", "network"));
        for (long family : new long[] {2, 10}) {
            for (long type : new long[] {1, 2, 1 | 0x80000, 2 | 0x80800}) {
                assertEquals(SeccompAction.ALLOW, filtered.answer("socket", family, type, 0));
            }
            assertEquals(Filtered.EPERM, filtered.answer("socket", family, 3, 0), "raw");
            assertEquals(Filtered.EPERM, filtered.answer("socket", family, 3 | 0x80000, 255), "raw");
        }
        assertEquals(SeccompAction.ALLOW, filtered.answer("socket", 16, 3 | 0x80000, 0), "NETLINK_ROUTE");
        assertEquals(Filtered.EPERM, filtered.answer("socket", 16, 3, 12), "NETLINK_NETFILTER");
        assertEquals(Filtered.EPERM, filtered.answer("socket", 17, 3, 0), "AF_PACKET");
        assertEquals(SeccompAction.ALLOW, filtered.answer("bind", 3, 0x1000, 16));
        assertEquals(Filtered.EPERM, filtered.answer("listen", 3, 5));
    }

    @Test
    void networkBindServes() throws Exception {
        Filtered filtered = Filtered.of(Policies.connected("bar", "network-bind"));
        for (String call : List.of("bind", "listen", "accept", "accept4")) {
            assertEquals(SeccompAction.ALLOW, filtered.answer(call, 3, 5), call);
        }
        assertEquals(SeccompAction.ALLOW, filtered.answer("socket", 2, 1, 6));
        assertEquals(Filtered.EPERM, filtered.answer("socket", 2, 3, 255));
    }

    @Test
    void aTerminalCannotBeTypedInto() throws Exception {
        Filtered filtered = Filtered.of(Policies.connected("bar", "network"));
        for (long request : new long[] {0x5412, 0x1_0000_5412L, 0xffff_ffff_0000_5412L, 0x541c, 0x8000_0000_0000_541cL}) {
            assertEquals(Filtered.EPERM, filtered.answer("ioctl", 0, request, 0x1000), Long.toHexString(request));
        }
        for (long request : new long[] {0x5401, 0x5413, 0x5411, 0x541b, 0x80045430L, 0xffff_ffff_8004_5430L}) {
            assertEquals(SeccompAction.ALLOW, filtered.answer("ioctl", 0, request, 0x1000), Long.toHexString(request));
        }
    }

    @Test
    void noWayMakesANamespace() throws Exception {
        Filtered filtered = Filtered.of(Policies.connected("bar", "network", "network-bind"));
        long thread = 0x3d0f00;
        assertEquals(SeccompAction.ALLOW, filtered.answer("clone", thread));
        assertEquals(SeccompAction.ALLOW, filtered.answer("clone", 0x1200011));
        for (long flag : new long[] {0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000, 0x7_1000_0000L}) {
            assertEquals(Filtered.EPERM, filtered.answer("clone", flag | 17), Long.toHexString(flag));
        }
        assertEquals(ENOSYS, filtered.answer("clone3", 0x1000, 88));
        for (String call : List.of("unshare", "setns", "mount", "umount2", "pivot_root", "open_tree", "move_mount", "fsopen", "fsmount", "mount_setattr")) {
            assertEquals(Set.of(Filtered.EPERM), filtered.answers(call), call);
        }
    }

    @Test
    void whatTheKernelOffersToItsOwnToolsIsRefused() throws Exception {
        Filtered filtered = Filtered.of(Policies.connected("bar", "network", "network-bind"));
        for (String call : List.of("bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "keyctl", "add_key", "request_key",
                "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp", "init_module", "finit_module", "kexec_load",
                "open_by_handle_at", "openat2", "quotactl", "swapon", "reboot", "settimeofday")) {
            assertEquals(Set.of(Filtered.EPERM), filtered.answers(call), call);
        }
    }

    @Test
    void noFileIsMadeThatLendsItsOwnersRights() throws Exception {
        Filtered filtered = Filtered.of(Policies.connected("bar"));
        for (long bits : new long[] {04000, 02000, 06000}) {
            for (long high : new long[] {0, 0x1_0000L, 0x1_0000_0000L}) {
                long mode = 0755 | bits | high;
                assertEquals(Filtered.EPERM, filtered.answer("fchmod", 3, mode));
                assertEquals(Filtered.EPERM, filtered.answer("fchmodat", -100, 0x1000, mode));
                assertEquals(Filtered.EPERM, filtered.answer("mknodat", -100, 0x1000, mode | 0100000));
                assertEquals(Filtered.EPERM, filtered.answer("openat", -100, 0x1000, 0101, mode), "O_CREAT");
                assertEquals(Filtered.EPERM, filtered.answer("openat", -100, 0x1000, 020200002, mode), "O_TMPFILE");
                assertEquals(SeccompAction.ALLOW, filtered.answer("openat", -100, 0x1000, 0, mode), "what lies in the register counts only with O_CREAT");
            }
        }
        assertEquals(SeccompAction.ALLOW, filtered.answer("fchmod", 3, 01777));
        assertEquals(SeccompAction.ALLOW, filtered.answer("openat", -100, 0x1000, 0101, 0666));
    }

    @Test
    void nodesOfDevicesAreNotMade() throws Exception {
        Filtered filtered = Filtered.of(Policies.connected("bar"));
        for (long type : new long[] {0100000, 010000, 0140000}) {
            assertEquals(SeccompAction.ALLOW, filtered.answer("mknodat", -100, 0x1000, type | 0644, 0));
        }
        for (long type : new long[] {020000, 060000}) {
            assertEquals(Filtered.EPERM, filtered.answer("mknodat", -100, 0x1000, type | 0644, 0x103));
        }
    }

    @Test
    void ownersChangeToRootAlone() throws Exception {
        Filtered filtered = Filtered.of(Policies.connected("bar"));
        for (long[] owner : new long[][] {{0, 0}, {-1, 0}, {0, 0xffffffffL}, {0xffffffffL, -1}}) {
            assertEquals(SeccompAction.ALLOW, filtered.answer("fchownat", -100, 0x1000, owner[0], owner[1], 0));
        }
        assertEquals(Filtered.EPERM, filtered.answer("fchownat", -100, 0x1000, 1000, 0, 0));
        assertEquals(Filtered.EPERM, filtered.answer("fchown", 3, 0, 4));
    }

    @Test
    void thirtyTwoBitProgramsWorkAndHideNothing() throws Exception {
        Arch compat = Arch.host().compat().orElseThrow();
        Filtered filtered = Filtered.of(Policies.connected("bar", "network"));
        for (String call : List.of("mmap2", "clock_gettime64", "futex_time64", "fstat64", "_llseek", "getuid32", "read", "execve", "statx")) {
            assertEquals(SeccompAction.ALLOW, filtered.answer(compat, call, 0, 0, 0), call);
        }
        assertEquals(Filtered.EPERM, filtered.answer(compat, "mount", 0, 0, 0));
        assertEquals(Filtered.EPERM, filtered.answer(compat, "ioctl", 0, 0x5412, 0));
        assertEquals(Filtered.EPERM, filtered.answer(compat, "socket", 17, 3, 0));
        assertEquals(SeccompAction.ALLOW, filtered.answer(compat, "socket", 2, 1, 0));
        if (compat == Arch.I386) {
            assertEquals(Filtered.EPERM, filtered.program().run(102, compat.auditArch(), 1, 0x1000), "socketcall(SYS_SOCKET)");
            assertEquals(SeccompAction.ALLOW, filtered.program().run(102, compat.auditArch(), 3, 0x1000), "socketcall(SYS_CONNECT)");
            assertEquals(Filtered.EPERM, filtered.program().run(102, compat.auditArch(), 4, 0x1000), "socketcall(SYS_LISTEN)");
            assertEquals(SeccompAction.ALLOW, filtered.program().run(117, compat.auditArch(), 23, 0), "ipc(SHMGET)");
        }
    }

    @Test
    void x32AndForeignArchitecturesAreKilled() throws Exception {
        Filtered filtered = Filtered.of(Policies.connected("bar", "network"));
        int read = Arch.host().number("read").orElseThrow();
        for (Arch arch : List.of(Arch.RISCV64, Arch.S390X, Arch.PPC64EL)) {
            assertEquals(SeccompAction.KILL_PROCESS, filtered.program().run(read, arch.auditArch(), 0, 0, 0), arch.snapName());
        }
        if (Arch.host() == Arch.AMD64) {
            for (String call : List.of("read", "ioctl", "openat", "ptrace", "socket")) {
                int number = 0x40000000 | Arch.AMD64.number(call).orElseThrow();
                assertEquals(SeccompAction.KILL_PROCESS, filtered.program().run(number, Arch.AMD64.auditArch(), 1, 1, 0), call);
            }
        }
    }

    @Test
    void everyLineOfTheTemplateHasAReasonAndAKnownCall() throws Exception {
        Policies.connected("bar").entries().forEach(entry -> {
            assertTrue(!entry.reason().isBlank(), entry.rule().render());
            if (entry.rule() instanceof cordon.api.policy.SyscallRule rule) {
                assertTrue(KernelSupport.knows(rule.name()) || Arch.ARMHF.number(rule.name()).isPresent(), rule.render());
            }
        });
    }

    private static String verdict(Set<SeccompAction> answers) {
        if (answers.size() > 1) {
            return "COND";
        }
        SeccompAction only = answers.iterator().next();
        return only.equals(SeccompAction.ALLOW) ? "ALLOW" : "ERRNO(" + (only.value() & 0xffff) + ")";
    }

    /** The first two columns of a table. */
    private static Map<String, String> table(String resource) throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(TemplateTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            in.lines().skip(1).map(line -> line.split("\t")).forEach(row -> rows.put(row[0], row[1]));
        }
        return rows;
    }
}
