package cordon.linux;

import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import java.io.IOException;
import java.util.List;

/**
 * A user's rights to files, for what root looks at in his name: the kernel then tells no more than it would tell him. They are
 * those of the calling thread alone (setfsuid(2)), and no other right of it changes: the user can neither signal nor trace it.
 *
 * @param uid    of the user
 * @param gid    of the user
 * @param groups supplementary ones
 */
public record FileRights(int uid, int gid, List<Integer> groups) {
    private static final int NOBODY_AND_NO_CHANGE = -1;

    /** Copies the list. */
    public FileRights {
        groups = List.copyOf(groups);
    }

    /** What is looked at. */
    @FunctionalInterface
    public interface Look<T> {
        /** Looks. */
        T look() throws IOException;
    }

    /** Looks with these rights. A process that is not root has its own, and no others. */
    public <T> T use(Look<T> look) throws IOException {
        if (Self.effectiveUid() != 0 || uid == 0) {
            return look.look();
        }
        List<Integer> before = Self.groups();
        try {
            setGroups(groups);
            Libc.setfsgid(gid);
            Libc.setfsuid(uid);
            // They say nothing about failure, but asked for an impossible id they give the present one.
            if (Libc.setfsgid(NOBODY_AND_NO_CHANGE) != gid || Libc.setfsuid(NOBODY_AND_NO_CHANGE) != uid) {
                throw new LinuxException("look at files as user " + Integer.toUnsignedString(uid), Errno.EPERM);
            }
            return look.look();
        } finally {
            Libc.setfsuid(0);
            Libc.setfsgid(Self.gid());
            setGroups(before);
        }
    }

    /** Of this thread: setgroups(3) of the C library sets those of all. */
    private static void setGroups(List<Integer> groups) throws LinuxException {
        long number = Arch.host().number("setgroups").orElseThrow();
        try (Block list = new Block(Math.max(1, groups.size() * Integer.BYTES))) {
            for (int i = 0; i < groups.size(); i++) {
                list.putInt((long) i * Integer.BYTES, groups.get(i));
            }
            Call.check(Libc.syscall(number, groups.size(), list.address(), 0, 0, 0), () -> "take a user's groups");
        }
    }
}
