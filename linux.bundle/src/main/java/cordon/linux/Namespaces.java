package cordon.linux;

import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;

/** Namespaces as files (namespaces(7)). Stateless. */
public final class Namespaces {
    private static final long NSFS_MAGIC = 0x6e736673;
    /** linux/nsfs.h */
    private static final long NS_GET_USERNS = 0xb701;

    private Namespaces() {
    }

    /**
     * Opens a namespace of a process. To be sure of the process, the caller holds its pidfd or has not collected it.
     *
     * @param kind {@code mnt}, {@code user}, {@code pid}, {@code net}, {@code ipc}, {@code uts} or {@code cgroup}
     */
    public static Fd open(int pid, String kind) throws LinuxException {
        return Paths.openFollowing("/proc/" + pid + "/ns/" + kind, OpenFlags.O_RDONLY);
    }

    /**
     * Keeps a namespace alive without a process, by a mount of it on a regular file. The file has to be on a private mount,
     * outside of that namespace (EINVAL). It is let go by unmounting the file.
     */
    public static void keep(Fd namespace, Fd target) throws LinuxException {
        Mounts.bind(namespace, target, false, 0);
    }

    /** The user namespace that owns a namespace (ioctl_nsfs(2)). @throws LinuxException EPERM when that is none of ours or below it */
    public static Fd owner(Fd namespace) throws LinuxException {
        return Fd.of(Call.check(Libc.ioctl(namespace.number(), NS_GET_USERNS, 0), () -> "ask whose a namespace is"));
    }

    /** Whether an open file is a namespace, rather than the empty file that it would be mounted on. */
    public static boolean isNamespace(Fd file) throws LinuxException {
        return Mounts.filesystemMagic(file) == NSFS_MAGIC;
    }
}
