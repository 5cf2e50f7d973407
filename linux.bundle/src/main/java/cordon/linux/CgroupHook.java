package cordon.linux;

/**
 * Where the kernel asks a BPF program of a control group (linux/bpf.h, {@code enum bpf_prog_type} and {@code bpf_attach_type}). At
 * each of these a program that returns 0 refuses.
 */
public enum CgroupHook {
    /** A device node is opened or made (Linux 4.15). */
    DEVICE(15, 6),
    /** A socket of the internet is made (Linux 4.10). */
    SOCKET(9, 2),
    /** An IPv4 socket connects (Linux 4.17). */
    CONNECT4(18, 10),
    /** An IPv6 socket connects (Linux 4.17). */
    CONNECT6(18, 11),
    /** A packet comes to a socket that was made in the group (Linux 4.10). */
    INGRESS(8, 0),
    /** A packet leaves a socket that was made in the group (Linux 4.10). */
    EGRESS(8, 1);

    private final int programType;
    private final int attachType;

    CgroupHook(int programType, int attachType) {
        this.programType = programType;
        this.attachType = attachType;
    }

    int programType() {
        return programType;
    }

    int attachType() {
        return attachType;
    }
}
