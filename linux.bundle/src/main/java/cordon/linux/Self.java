package cordon.linux;

import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import java.util.Arrays;
import java.util.List;

/** This process. Each call asks the kernel. */
public final class Self {
    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int CAPABILITY_VERSION_3 = 0x20080522;
    private static final int CAP_SYS_ADMIN = 21;
    private static final int UTSNAME_FIELD = 65;
    private static final int SC_CLK_TCK = 2;
    private static final int SC_PAGESIZE = 30;

    /** Resource numbers, the same on amd64 and arm64 (getrlimit(2)). */
    public static final int RLIMIT_CORE = 4;
    public static final int RLIMIT_NPROC = 6;
    public static final int RLIMIT_NOFILE = 7;
    public static final int RLIMIT_MEMLOCK = 8;

    /**
     * A resource limit.
     *
     * @param soft what is enforced; -1 for none
     * @param hard how far the soft limit can be raised; -1 for none
     */
    public record Limit(long soft, long hard) {
    }

    private Self() {
    }

    /** The process id. */
    public static int pid() {
        return Libc.getpid();
    }

    /** The real user. */
    public static int uid() {
        return Libc.getuid();
    }

    /** The user whose rights count. */
    public static int effectiveUid() {
        return Libc.geteuid();
    }

    /** The real group. */
    public static int gid() {
        return Libc.getgid();
    }

    /** The supplementary groups of the calling thread. */
    public static List<Integer> groups() throws LinuxException {
        int[] groups = new int[Call.check(Libc.getgroups(0, new int[1]), () -> "count the groups")];
        // With a size of 0 the kernel would count once more.
        return groups.length == 0 ? List.of() : Arrays.stream(groups, 0, Call.check(Libc.getgroups(groups.length, groups), () -> "ask for the groups")).boxed().toList();
    }

    /** Keeps other processes of the same user from reading this one's memory, and from attaching to it (prctl(2)). */
    public static void setNotDumpable() throws LinuxException {
        Call.check(Libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), () -> "make this process not dumpable");
    }

    /** Whether {@link #setNotDumpable()} has not been called. */
    public static boolean dumpable() throws LinuxException {
        return Call.check(Libc.prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), () -> "ask whether this process is dumpable") == 1;
    }

    /** A limit of this process. */
    public static Limit limit(int resource) throws LinuxException {
        long[] limit = new long[2];
        Call.check(Libc.getrlimit(resource, limit), () -> "ask for limit " + resource);
        return new Limit(limit[0], limit[1]);
    }

    /** Sets a limit of this process. */
    public static void setLimit(int resource, Limit limit) throws LinuxException {
        Call.check(Libc.setrlimit(resource, new long[] {limit.soft(), limit.hard()}), () -> "set limit " + resource);
    }

    /** Sets the file mode creation mask of this process, all threads. @return the one before */
    public static int umask(int mask) {
        return Libc.umask(mask);
    }

    /** The effective capabilities, one bit a capability (capabilities(7)). */
    public static long effectiveCapabilities() throws LinuxException {
        // Two structures of effective, permitted, inheritable: the low and the high 32 bits (capget(2)).
        int[] data = new int[6];
        Call.check(Libc.capget(new int[] {CAPABILITY_VERSION_3, 0}, data), () -> "ask for the capabilities");
        return data[0] & 0xffffffffL | (long) data[3] << 32;
    }

    /** Whether this process may administer its own user namespace: make mounts, set filters without no_new_privs (CAP_SYS_ADMIN, capabilities(7)). */
    public static boolean isAdministrator() throws LinuxException {
        return (effectiveCapabilities() >> CAP_SYS_ADMIN & 1) != 0;
    }

    /** As {@code 6.1.0-18-amd64}. */
    public static String kernelRelease() throws LinuxException {
        byte[] names = new byte[6 * UTSNAME_FIELD];
        Call.check(Libc.uname(names), () -> "ask for the kernel's release");
        int from = 2 * UTSNAME_FIELD;
        int to = from;
        while (names[to] != 0) {
            to++;
        }
        return Text.decode(names, from, to - from);
    }

    /** Ticks of a second in {@code /proc/PID/stat}. */
    public static long clockTicks() {
        return Libc.sysconf(SC_CLK_TCK);
    }

    /** Bytes of a page of memory. */
    public static long pageSize() {
        return Libc.sysconf(SC_PAGESIZE);
    }
}
