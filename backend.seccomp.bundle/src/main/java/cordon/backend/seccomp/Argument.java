package cordon.backend.seccomp;

import java.util.Map;

/**
 * What the kernel takes of an argument of a system call: it declares most as 32 bits wide and truncates the register, so that a
 * comparison of all 64 bits would miss the same request with high bits set (CVE-2019-7303). From the declarations of the calls
 * (SYSCALL_DEFINE) in Linux 6.12.
 *
 * @param bits  those that count
 * @param shift how far the value is shifted up before it is compared
 * @param known whether the width is known; else both readings are possible
 */
record Argument(long bits, int shift, boolean known) {
    /** A pointer, a length or an offset. */
    static final Argument WIDE = new Argument(-1L, 0, true);
    /** An int, unsigned int, uid_t. */
    static final Argument NARROW = new Argument(0xffffffffL, 0, true);
    /** umode_t: 16 bits. */
    private static final Argument MODE = new Argument(0xffffL, 0, true);
    /** The type of socket(2), which shares its argument with SOCK_NONBLOCK and SOCK_CLOEXEC. */
    private static final Argument SOCKET_TYPE = new Argument(0xffffffffL & ~0x80800L, 0, true);
    /** The command of quotactl(2), which has the type of quota in its low byte. */
    private static final Argument QUOTA_COMMAND = new Argument(0xffffff00L, 8, true);
    private static final Argument UNKNOWN = new Argument(-1L, 0, false);

    /** A letter an argument: n narrow, m mode, w wide, t type of socket, q command of quotactl; none: unknown. */
    private static final Map<String, String> CALLS = Map.ofEntries(Map.entry("socket", "ntn"), Map.entry("socketpair", "ntnw"),
            Map.entry("setsockopt", "nnnwn"), Map.entry("getsockopt", "nnnww"), Map.entry("bind", "nwn"), Map.entry("connect", "nwn"),
            Map.entry("listen", "nn"), Map.entry("accept4", "nwwn"), Map.entry("ioctl", "nnw"), Map.entry("fcntl", "nnw"),
            Map.entry("fcntl64", "nnw"), Map.entry("open", "wnm"), Map.entry("openat", "nwnm"), Map.entry("creat", "wm"),
            Map.entry("chmod", "wm"), Map.entry("fchmod", "nm"), Map.entry("fchmodat", "nwm"), Map.entry("fchmodat2", "nwmn"),
            Map.entry("mkdir", "wm"), Map.entry("mkdirat", "nwm"), Map.entry("mknod", "wmn"), Map.entry("mknodat", "nwmn"),
            Map.entry("chown", "wnn"), Map.entry("lchown", "wnn"), Map.entry("fchown", "nnn"), Map.entry("fchownat", "nwnnn"),
            Map.entry("chown32", "wnn"), Map.entry("lchown32", "wnn"), Map.entry("fchown32", "nnn"), Map.entry("clone", "nwwww"),
            Map.entry("unshare", "n"), Map.entry("setns", "nn"), Map.entry("setpriority", "nnn"), Map.entry("getpriority", "nn"),
            Map.entry("nice", "n"), Map.entry("sched_setaffinity", "nnw"), Map.entry("sched_setparam", "nw"),
            Map.entry("sched_setscheduler", "nnw"), Map.entry("sched_setattr", "nwn"), Map.entry("copy_file_range", "nwnwwn"),
            Map.entry("prctl", "nwwww"), Map.entry("personality", "n"), Map.entry("quotactl", "qwnw"), Map.entry("keyctl", "nwwww"),
            Map.entry("kill", "nn"), Map.entry("tgkill", "nnn"), Map.entry("tkill", "nn"), Map.entry("setuid", "n"),
            Map.entry("setgid", "n"), Map.entry("setreuid", "nn"), Map.entry("setregid", "nn"), Map.entry("setresuid", "nnn"),
            Map.entry("setresgid", "nnn"), Map.entry("setfsuid", "n"), Map.entry("setfsgid", "n"), Map.entry("setgroups", "nw"),
            Map.entry("umount2", "wn"), Map.entry("mount", "wwwww"), Map.entry("ptrace", "wwww"), Map.entry("bpf", "nwn"),
            Map.entry("seccomp", "nnw"), Map.entry("memfd_create", "wn"), Map.entry("ioprio_set", "nnn"), Map.entry("kcmp", "nnnww"),
            Map.entry("mprotect", "www"), Map.entry("mmap", "wwwwww"), Map.entry("prlimit64", "nnww"), Map.entry("setrlimit", "nw"));

    /** Argument {@code index} of a call. */
    static Argument of(String syscall, int index) {
        String letters = CALLS.getOrDefault(syscall, "");
        if (index >= letters.length()) {
            return UNKNOWN;
        }
        return switch (letters.charAt(index)) {
            case 'n' -> NARROW;
            case 'm' -> MODE;
            case 't' -> SOCKET_TYPE;
            case 'q' -> QUOTA_COMMAND;
            default -> WIDE;
        };
    }
}
