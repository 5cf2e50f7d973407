package cordon.linux.internal;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The C library of this process (glibc 2.34 or later, 64 bit), by JNA's direct mapping. Addresses are passed as
 * {@code long}; 0 is the null pointer. Functions that are variadic in C ({@code ioctl}, {@code fcntl}, {@code prctl},
 * {@code syscall}) are declared with fixed arguments: the calling conventions of Linux on amd64 and arm64 pass both alike.
 *
 * <p>A return value of -1 means that {@link Native#getLastError()} holds the error number, for the calling thread.
 */
public final class Libc {
    static {
        if (Native.LONG_SIZE != 8) {
            throw new UnsatisfiedLinkError("cannot use this JVM: it is not a 64-bit one");
        }
        Native.register(Libc.class, NativeLibrary.getProcess());
    }

    private Libc() {
    }

    /** Returns when the functions have been looked up. */
    static void prepare() {
        // making this class ready has done it
    }

    // Any system call. Those that are called by number came after Linux 5.0 and have one number on every architecture.
    public static native long syscall(long number, long a, long b, long c, long d, long e);

    public static native void free(long address);

    // Rights to files, of the calling thread
    public static native int setfsuid(int uid);

    public static native int setfsgid(int gid);

    public static native int getgroups(int size, int[] groups);

    // Descriptors
    public static native int close(int fd);

    public static native int fcntl(int fd, int command, long argument);

    public static native int ioctl(int fd, long request, long argument);

    public static native int pipe2(int[] ends, int flags);

    public static native int eventfd(int initial, int flags);

    public static native int memfd_create(byte[] name, int flags);

    public static native int poll(long fds, long count, int timeoutMillis);

    public static native long read(int fd, long buffer, long count);

    public static native long write(int fd, long buffer, long count);

    public static native long pread(int fd, long buffer, long count, long offset);

    public static native long pwrite(int fd, long buffer, long count, long offset);

    public static native int fsync(int fd);

    public static native int ftruncate(int fd, long length);

    public static native int flock(int fd, int operation);

    // Memory
    public static native long mmap(long address, long length, int protection, int flags, int fd, long offset);

    public static native int munmap(long address, long length);

    // Files by directory descriptor
    public static native int mkdirat(int dir, byte[] name, int mode);

    public static native int unlinkat(int dir, byte[] name, int flags);

    public static native int symlinkat(byte[] target, int dir, byte[] name);

    public static native int renameat2(int fromDir, byte[] from, int toDir, byte[] to, int flags);

    public static native long readlinkat(int dir, byte[] name, byte[] buffer, long size);

    public static native int statx(int dir, byte[] name, int flags, int mask, byte[] buffer);

    public static native int fchownat(int dir, byte[] name, int uid, int gid, int flags);

    public static native int fchmod(int fd, int mode);

    public static native int chmod(byte[] path, int mode);

    public static native long getdents64(int fd, long buffer, long size);

    public static native int fstatfs(int fd, long buffer);

    public static native long fgetxattr(int fd, byte[] name, byte[] value, long size);

    // Changes of files
    public static native int inotify_init1(int flags);

    public static native int inotify_add_watch(int fd, byte[] path, int mask);

    public static native int inotify_rm_watch(int fd, int watch);

    // Mounts
    public static native int mount(byte[] source, byte[] target, byte[] type, long flags, byte[] data);

    public static native int umount2(byte[] target, int flags);

    // Sockets
    public static native int socket(int domain, int type, int protocol);

    public static native int socketpair(int domain, int type, int protocol, int[] ends);

    public static native int bind(int fd, byte[] address, int length);

    public static native int listen(int fd, int backlog);

    public static native int accept4(int fd, long address, long length, int flags);

    public static native int connect(int fd, byte[] address, int length);

    public static native int shutdown(int fd, int how);

    public static native int getsockopt(int fd, int level, int option, int[] value, int[] length);

    public static native long sendmsg(int fd, long message, int flags);

    public static native long recvmsg(int fd, long message, int flags);

    // Processes
    public static native int posix_spawn(int[] pid, byte[] path, long actions, long attributes, long argv, long envp);

    public static native int posix_spawn_file_actions_init(long actions);

    public static native int posix_spawn_file_actions_destroy(long actions);

    public static native int posix_spawn_file_actions_adddup2(long actions, int from, int to);

    public static native int posix_spawn_file_actions_addclosefrom_np(long actions, int from);

    public static native int posix_spawnattr_init(long attributes);

    public static native int posix_spawnattr_setflags(long attributes, short flags);

    public static native int posix_spawnattr_setsigmask(long attributes, long set);

    public static native int posix_spawnattr_setsigdefault(long attributes, long set);

    public static native int waitid(int type, int id, long info, int options);

    public static native int kill(int pid, int signal);

    // This process
    public static native int getpid();

    public static native int getuid();

    public static native int geteuid();

    public static native int getgid();

    public static native int prctl(int option, long a, long b, long c, long d);

    public static native int getrlimit(int resource, long[] limit);

    public static native int setrlimit(int resource, long[] limit);

    public static native int umask(int mask);

    public static native int capget(int[] header, int[] data);

    public static native int uname(byte[] buffer);

    public static native long sysconf(int name);

    // Users and groups
    public static native int getpwuid_r(int uid, long entry, long buffer, long size, long[] result);

    public static native int getpwnam_r(byte[] name, long entry, long buffer, long size, long[] result);

    public static native int getgrgid_r(int gid, long entry, long buffer, long size, long[] result);

    public static native int getgrnam_r(byte[] name, long entry, long buffer, long size, long[] result);

    public static native int getgrouplist(byte[] name, int gid, int[] groups, int[] count);
}
