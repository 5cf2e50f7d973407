package cordon.linux;

import com.sun.jna.Native;
import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import cordon.linux.internal.Syscall;
import java.util.Optional;

/**
 * Landlock rulesets (landlock(7), Linux 5.13). A ruleset is a descriptor that any number of processes can restrict
 * themselves by; this bundle never restricts its own. Stateless.
 */
public final class Landlock {
    private static final int CREATE_RULESET_VERSION = 1;
    private static final int RULE_PATH_BENEATH = 1;
    private static final int RULE_NET_PORT = 2;
    private static final int RULESET_ATTR_SIZE = 24;
    private static final int ATTR_SIZE_BEFORE_NETWORK = 8;
    private static final int ATTR_SIZE_BEFORE_SCOPES = 16;

    private Landlock() {
    }

    /** The ABI version of this kernel; 0 when Landlock is not there, see {@link #unavailableReason()}. */
    public static int abi() {
        return Math.max(0, (int) version());
    }

    /** Why there is no Landlock; empty when there is. */
    public static Optional<String> unavailableReason() {
        if (version() >= 0) {
            return Optional.empty();
        }
        int errno = Native.getLastError();
        return Optional.of(switch (errno) {
            case Errno.ENOSYS -> "this kernel is older than Linux 5.13 or was built without Landlock";
            case Errno.EOPNOTSUPP -> "Landlock was not switched on at boot; add it to the kernel's lsm= parameter";
            default -> "the kernel refuses it: " + Errno.describe(errno) + " (" + Errno.name(errno) + ")";
        });
    }

    private static long version() {
        return Libc.syscall(Syscall.LANDLOCK_CREATE_RULESET, 0, 0, CREATE_RULESET_VERSION, 0, 0);
    }

    /**
     * Makes a ruleset that refuses all it handles and that no rule allows. Rights that the kernel does not know are EINVAL:
     * mask them with {@link LandlockAccess#files} and its siblings first.
     *
     * @param files   rights on files that it handles
     * @param network rights on TCP ports that it handles
     * @param scopes  scopes that are closed
     */
    public static Fd createRuleset(long files, long network, long scopes) throws LinuxException {
        // A kernel takes a shorter structure than its own, and refuses a longer one unless the rest is 0.
        int size = scopes != 0 ? RULESET_ATTR_SIZE : network != 0 ? ATTR_SIZE_BEFORE_SCOPES : ATTR_SIZE_BEFORE_NETWORK;
        try (Block attr = new Block(RULESET_ATTR_SIZE)) {
            attr.putLong(0, files).putLong(8, network).putLong(16, scopes);
            long fd = Libc.syscall(Syscall.LANDLOCK_CREATE_RULESET, attr.address(), size, 0, 0, 0);
            return Fd.of((int) Call.check(fd, () -> "make a Landlock ruleset"));
        }
    }

    /**
     * Allows rights on a file, or on a directory and all beneath it.
     *
     * @param path   may be open as O_PATH
     * @param access a subset of what the ruleset handles; for a file, of {@link LandlockAccess#OF_FILES}
     */
    public static void addPath(Fd ruleset, Fd path, long access) throws LinuxException {
        try (Block attr = new Block(16)) {
            attr.putLong(0, access).putInt(8, path.number());
            addRule(ruleset, RULE_PATH_BENEATH, attr);
        }
    }

    /** Allows rights on a TCP port; bind(2) to port 0 takes one of the ephemeral range. */
    public static void addPort(Fd ruleset, int port, long access) throws LinuxException {
        try (Block attr = new Block(16)) {
            attr.putLong(0, access).putLong(8, port);
            addRule(ruleset, RULE_NET_PORT, attr);
        }
    }

    private static void addRule(Fd ruleset, int type, Block attr) throws LinuxException {
        Call.check(Libc.syscall(Syscall.LANDLOCK_ADD_RULE, ruleset.number(), type, attr.address(), 0, 0),
                () -> "add a rule to a Landlock ruleset");
    }
}
