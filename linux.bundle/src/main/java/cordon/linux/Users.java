package cordon.linux;

import cordon.linux.internal.Block;
import cordon.linux.internal.Libc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Users and groups by the system's own lookup (NSS: files, LDAP, systemd; getpwnam_r(3), getgrnam_r(3)). Nothing is cached.
 * Thread-safe.
 */
public final class Users {
    // struct passwd and struct group of 64-bit architectures (pwd.h, grp.h).
    private static final int ENTRY_SIZE = 48;
    private static final int PW_UID = 16;
    private static final int PW_GID = 20;
    private static final int PW_DIR = 32;
    private static final int PW_SHELL = 40;
    private static final int GR_GID = 16;
    private static final int FIRST_BUFFER = 4096;
    private static final int LAST_BUFFER = 4 << 20;

    /** One of the four reentrant lookups. */
    private interface Lookup {
        int call(long entry, long buffer, long size, long[] result);
    }

    /** What to take from an entry while its strings are valid. */
    private interface Reader<T> {
        T read(Block entry);
    }

    private Users() {
    }

    /** The user of a number; empty when there is none. */
    public static Optional<User> byUid(int uid) throws LinuxException {
        return find((entry, buffer, size, result) -> Libc.getpwuid_r(uid, entry, buffer, size, result), Users::user,
                "look up user " + Integer.toUnsignedString(uid));
    }

    /** The user of a name; empty when there is none. */
    public static Optional<User> byName(String name) throws LinuxException {
        byte[] key = Text.cString(name);
        return find((entry, buffer, size, result) -> Libc.getpwnam_r(key, entry, buffer, size, result), Users::user,
                "look up user " + name);
    }

    /** The number of a group; empty when there is none. */
    public static OptionalInt groupByName(String name) throws LinuxException {
        byte[] key = Text.cString(name);
        Optional<Integer> gid = find((entry, buffer, size, result) -> Libc.getgrnam_r(key, entry, buffer, size, result),
                entry -> entry.getInt(GR_GID), "look up group " + name);
        return gid.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** The name of a group; empty when there is none. */
    public static Optional<String> groupName(int gid) throws LinuxException {
        return find((entry, buffer, size, result) -> Libc.getgrgid_r(gid, entry, buffer, size, result),
                entry -> string(entry, 0), "look up group " + Integer.toUnsignedString(gid));
    }

    /** The groups of a user, the primary one included (getgrouplist(3)). */
    public static List<Integer> groups(User user) {
        byte[] name = Text.cString(user.name());
        int[] groups = new int[64];
        int[] count = {groups.length};
        while (Libc.getgrouplist(name, user.gid(), groups, count) < 0) {
            groups = new int[Math.max(count[0], groups.length * 2)];
            count[0] = groups.length;
        }
        List<Integer> found = new ArrayList<>();
        Arrays.stream(groups, 0, count[0]).forEach(found::add);
        return List.copyOf(found);
    }

    private static User user(Block entry) {
        return new User(string(entry, 0), entry.getInt(PW_UID), entry.getInt(PW_GID), string(entry, PW_DIR),
                string(entry, PW_SHELL));
    }

    private static String string(Block entry, int offset) {
        return Text.decode(Block.cString(entry.getLong(offset)));
    }

    /** These functions return the error number, and no error when there is no such entry. */
    private static <T> Optional<T> find(Lookup lookup, Reader<T> reader, String doing) throws LinuxException {
        int errno = Errno.ERANGE;
        for (int size = FIRST_BUFFER; size <= LAST_BUFFER && errno == Errno.ERANGE; size *= 4) {
            try (Block entry = new Block(ENTRY_SIZE); Block buffer = new Block(size)) {
                long[] result = new long[1];
                do {
                    errno = lookup.call(entry.address(), buffer.address(), size, result);
                } while (errno == Errno.EINTR);
                if (errno == 0) {
                    return result[0] == 0 ? Optional.empty() : Optional.of(reader.read(entry));
                }
            }
        }
        // Name services say "no such entry" in these ways too (getpwnam(3)).
        if (errno == Errno.ENOENT || errno == Errno.ESRCH || errno == Errno.EBADF || errno == Errno.EPERM) {
            return Optional.empty();
        }
        throw new LinuxException(doing, errno);
    }
}
