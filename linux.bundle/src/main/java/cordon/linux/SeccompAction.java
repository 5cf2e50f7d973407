package cordon.linux;

/**
 * What a filter answers (seccomp(2)): one of the constants, or {@link #errno(int)}.
 *
 * @param value as SECCOMP_RET_*
 */
public record SeccompAction(int value) {
    public static final SeccompAction KILL_PROCESS = new SeccompAction(0x80000000);
    public static final SeccompAction KILL_THREAD = new SeccompAction(0);
    public static final SeccompAction TRAP = new SeccompAction(0x00030000);
    /** Allows, and writes an audit record. */
    public static final SeccompAction LOG = new SeccompAction(0x7ffc0000);
    public static final SeccompAction ALLOW = new SeccompAction(0x7fff0000);

    /** Waits for the filter's listener. */
    public static final SeccompAction USER_NOTIF = new SeccompAction(0x7fc00000);

    private static final int RET_ERRNO = 0x00050000;
    private static final int DATA = 0xffff;

    /** The call fails with this error number. */
    public static SeccompAction errno(int number) {
        if (number < 1 || number > 4095) {
            throw new IllegalArgumentException(number + " is not an error number");
        }
        return new SeccompAction(RET_ERRNO | number);
    }

    /** Whether the kernel carries the call out. */
    public boolean permits() {
        return equals(ALLOW) || equals(LOG);
    }

    @Override
    public String toString() {
        if ((value & ~DATA) == RET_ERRNO) {
            return "ERRNO(" + Errno.name(value & DATA) + ")";
        }
        return switch (value) {
            case 0x80000000 -> "KILL_PROCESS";
            case 0 -> "KILL_THREAD";
            case 0x00030000 -> "TRAP";
            case 0x7fc00000 -> "USER_NOTIF";
            case 0x7ffc0000 -> "LOG";
            case 0x7fff0000 -> "ALLOW";
            default -> String.format("0x%08x", value);
        };
    }
}
