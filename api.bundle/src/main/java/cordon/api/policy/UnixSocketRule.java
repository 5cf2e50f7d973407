package cordon.api.policy;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Unix domain sockets, abstract ones included (apparmor.d(5), "Unix socket rules"). Sockets in the file system are mediated as
 * files.
 *
 * @param access      what may be done; empty for all
 * @param type        {@code stream}, {@code dgram}, {@code seqpacket}, or null for any
 * @param address     the address, {@code @name} for an abstract one, or a pattern; null for any
 * @param peerLabel   security label of the other side, or null for any
 * @param peerAddress address of the other side, or null for any
 */
public record UnixSocketRule(Set<Access> access, String type, String address, String peerLabel, String peerAddress) implements Rule {
    private static final Pattern ADDRESS = Pattern.compile("[@/]?[A-Za-z0-9_./:*?{},\\[\\]^+@-]{0,107}");

    /** Operations on a socket. */
    public enum Access {
        /** socket(2). */ CREATE,
        /** bind(2). */ BIND,
        /** listen(2). */ LISTEN,
        /** accept(2). */ ACCEPT,
        /** connect(2). */ CONNECT,
        /** Send. */ SEND,
        /** Receive. */ RECEIVE,
        /** getsockname(2), getpeername(2). */ GETATTR,
        /** Attributes of the file descriptor. */ SETATTR,
        /** getsockopt(2). */ GETOPT,
        /** setsockopt(2). */ SETOPT,
        /** shutdown(2). */ SHUTDOWN
    }

    /** @throws IllegalArgumentException when a word cannot be what it stands for */
    public UnixSocketRule {
        access = Set.copyOf(access);
        if (type != null) {
            Checks.identifier("a socket type", type);
        }
        address(address);
        Checks.label("a label", peerLabel);
        address(peerAddress);
    }

    private static void address(String value) {
        if (value != null) {
            Checks.match(ADDRESS, "the address of a socket", value, "a path, @name, or a pattern of one");
        }
    }

    @Override
    public String kind() {
        return "unix";
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(Words.names(access));
        Words.pair(text, "type", type);
        Words.pair(text, "address", address);
        Words.pair(text, "peer-label", peerLabel);
        Words.pair(text, "peer-address", peerAddress);
        return text.toString();
    }

    static UnixSocketRule parse(Words words) {
        Set<Access> access = Words.set(Access.class, words.next("what may be done, such as connect,send,receive or all"));
        Map<String, String> pairs = words.pairs(Set.of("type", "address", "peer-label", "peer-address"));
        return new UnixSocketRule(access, pairs.get("type"), pairs.get("address"), pairs.get("peer-label"), pairs.get("peer-address"));
    }
}
