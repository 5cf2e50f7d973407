package cordon.linux.internal;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** libseccomp 2.5 or later (seccomp.h), by JNA's direct mapping. Functions return 0 or the negative error number. */
public final class LibSeccomp {
    static {
        Native.register(LibSeccomp.class, "libseccomp.so.2");
    }

    private LibSeccomp() {
    }

    public static native long seccomp_init(int defaultAction);

    public static native void seccomp_release(long context);

    public static native int seccomp_arch_add(long context, int token);

    public static native int seccomp_arch_remove(long context, int token);

    public static native int seccomp_attr_set(long context, int attribute, int value);

    public static native int seccomp_rule_add_array(long context, int action, int syscall, int count, long comparisons);

    public static native int seccomp_export_bpf(long context, int fd);

    public static native int seccomp_syscall_resolve_name(byte[] name);

    public static native int seccomp_syscall_resolve_name_arch(int token, byte[] name);

    /** A string to be freed, or 0. */
    public static native long seccomp_syscall_resolve_num_arch(int token, int number);

    /** The address of three unsigned ints: major, minor, micro. */
    public static native long seccomp_version();

    /** Major, minor and micro version of the library. */
    public static int[] version() {
        return new Pointer(seccomp_version()).getIntArray(0, 3);
    }
}
