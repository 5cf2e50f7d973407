package cordon.api.policy;

import java.util.Map;
import java.util.Set;

/**
 * Messages on a D-Bus message bus (apparmor.d(5), "DBus rules").
 *
 * @param bus           which bus
 * @param access        what may be done; empty for all but eavesdropping
 * @param path          object path or pattern, or null for any
 * @param interfaceName D-Bus interface or pattern, or null for any
 * @param member        method or signal or pattern, or null for any
 * @param name          with {@link Access#BIND} the name to own, else the name of the peer; null for any
 * @param peerLabel     security label of the peer, or null for any
 */
public record DBusRule(Bus bus, Set<Access> access, String path, String interfaceName, String member, String name, String peerLabel)
        implements Rule {

    /** A message bus. */
    public enum Bus {
        /** The system's. */ SYSTEM,
        /** The user's session's. */ SESSION,
        /** The accessibility bus. */ ACCESSIBILITY
    }

    /** What may be done on a bus. */
    public enum Access {
        /** Send messages. */ SEND,
        /** Receive messages. */ RECEIVE,
        /** Own a name. */ BIND,
        /** See messages of others. */ EAVESDROP
    }

    /** @throws IllegalArgumentException when a word cannot be what it stands for */
    public DBusRule {
        access = Set.copyOf(access);
        Checks.dbusPath("an object path", path);
        Checks.dbusName("a D-Bus interface", interfaceName);
        Checks.dbusName("a member", member);
        Checks.dbusName("a bus name", name);
        Checks.label("a label", peerLabel);
        if (access.contains(Access.BIND) && (name == null || path != null || interfaceName != null || member != null)) {
            throw new IllegalArgumentException("owning a name on a bus takes a name, and nothing else");
        }
    }

    @Override
    public String kind() {
        return "dbus";
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(Words.name(bus)).append(' ').append(Words.names(access));
        Words.pair(text, "path", path);
        Words.pair(text, "interface", interfaceName);
        Words.pair(text, "member", member);
        Words.pair(text, "name", name);
        Words.pair(text, "peer-label", peerLabel);
        return text.toString();
    }

    static DBusRule parse(Words words) {
        Bus bus = Words.constant(Bus.class, words.next("a bus: system, session or accessibility"));
        Set<Access> access = Words.set(Access.class, words.next("what may be done: send, receive, bind, eavesdrop or all"));
        Map<String, String> p = words.pairs(Set.of("path", "interface", "member", "name", "peer-label"));
        return new DBusRule(bus, access, p.get("path"), p.get("interface"), p.get("member"), p.get("name"), p.get("peer-label"));
    }
}
