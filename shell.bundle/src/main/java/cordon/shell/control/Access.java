package cordon.shell.control;

import cordon.linux.LinuxException;
import cordon.linux.PeerCredentials;
import cordon.linux.Self;
import cordon.linux.User;
import cordon.linux.Users;
import cordon.shell.verb.Who;
import java.util.Optional;
import java.util.OptionalInt;

/** Who is an administrator: root, the daemon's own user, and members of the group {@code cordon} where there is one. */
final class Access {
    private static final String GROUP = "cordon";

    private Access() {
    }

    /** Whether a verb is for this caller. */
    static boolean may(PeerCredentials peer, Who who) throws LinuxException {
        boolean root = peer.uid() == 0 || peer.uid() == Self.effectiveUid();
        return switch (who) {
            case ANYONE -> true;
            case ROOT -> root;
            case ADMINISTRATOR -> root || isMember(peer);
        };
    }

    private static boolean isMember(PeerCredentials peer) throws LinuxException {
        OptionalInt group = Users.groupByName(GROUP);
        if (group.isEmpty()) {
            return false;
        }
        Optional<User> user = Users.byUid(peer.uid());
        return peer.gid() == group.getAsInt() || user.isPresent() && Users.groups(user.get()).contains(group.getAsInt());
    }
}
