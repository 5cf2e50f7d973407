package cordon.shell.control;

import cordon.linux.LinuxException;
import cordon.linux.PeerCredentials;
import cordon.linux.Self;
import cordon.linux.User;
import cordon.linux.Users;
import cordon.shell.verb.Who;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who is an administrator: root, and members of the group {@code cordon} where there is one. The daemon of an ordinary user serves
 * that user and nobody else.
 */
final class Access {
    private static final String GROUP = "cordon";

    private Access() {
    }

    /** Whether a verb is for this caller. */
    static boolean may(PeerCredentials peer, Who who) throws LinuxException {
        int own = Self.effectiveUid();
        if (own != 0) {
            return peer.uid() == own; // It has nobody else's rights, and can start nothing as somebody else.
        }
        boolean root = peer.uid() == 0;
        return switch (who) {
            case ANYONE -> true;
            case ROOT -> root;
            case ADMINISTRATOR -> root || isMember(peer);
        };
    }

    /** Why a caller may not, and what to do. */
    static String refusal(Who who) {
        if (Self.effectiveUid() != 0) {
            return "this daemon serves the user alone who started it; start your own with \"cordon up\"";
        }
        return "only root" + (who == Who.ROOT ? "" : " and members of the group cordon") + " may; try it with sudo";
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
