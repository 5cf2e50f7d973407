package cordon.core.launch;

import cordon.api.backend.Launch;
import cordon.core.CordonException;
import cordon.linux.LinuxException;
import cordon.linux.Paths;
import cordon.linux.Stat;
import cordon.linux.User;
import cordon.linux.Users;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Users as the system's name services know them. These are slow (files are read through, or a network is asked), so that an answer is kept until
 * {@code /etc/passwd} or {@code /etc/group} changes, and for ten seconds at most: sources beside these files change unseen. Thread-safe.
 */
final class SystemAccounts implements Accounts {
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST = 1024;

    /** By user and group. */
    private final Map<Long, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(Launch.User user, Optional<Stat> passwd, Optional<Stat> group, long asked) {
        boolean holds(Optional<Stat> passwdNow, Optional<Stat> groupNow) {
            return passwd.equals(passwdNow) && group.equals(groupNow) && System.nanoTime() - asked < KEPT_NANOS;
        }
    }

    @Override
    public Launch.User user(int uid, int gid) throws CordonException {
        try {
            Optional<Stat> passwd = Paths.look("/etc/passwd");
            Optional<Stat> group = Paths.look("/etc/group");
            long key = (long) uid << Integer.SIZE | Integer.toUnsignedLong(gid);
            Answer known = answers.get(key);
            if (known != null && known.holds(passwd, group)) {
                return known.user();
            }
            if (answers.size() >= MOST) {
                answers.clear();
            }
            Launch.User user = ask(uid, gid);
            answers.put(key, new Answer(user, passwd, group, System.nanoTime()));
            return user;
        } catch (LinuxException e) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot find out who user " + Integer.toUnsignedString(uid) + " is: " + e.getMessage(), e);
        }
    }

    private static Launch.User ask(int uid, int gid) throws LinuxException, CordonException {
        User user = Users.byUid(uid).orElseThrow(() -> new CordonException(CordonException.Kind.NOT_FOUND, "cannot run anything for user "
                + Integer.toUnsignedString(uid) + ": nobody has this number, hence it has no home directory; make a user with it"));
        List<Integer> groups = Users.groups(user);
        return new Launch.User(user.name(), uid, gid, groups, user.home());
    }
}
