package cordon.core.snapyaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads {@code sockets} of a daemon. */
final class SocketsReader {

    private static final List<String> SYSTEM_PLACES = List.of("$SNAP_DATA", "$SNAP_COMMON", "$XDG_RUNTIME_DIR");
    private static final List<String> USER_PLACES = List.of("$SNAP_USER_DATA", "$SNAP_USER_COMMON", "$XDG_RUNTIME_DIR");
    /** A daemon that answers to the network lists all of IPv6, which includes IPv4; an address of a single network is not portable. */
    private static final List<String> HOSTS = List.of("127.0.0.1", "[::1]", "[::]");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern ABSTRACT = Pattern.compile("[A-Za-z0-9/._+:=~%@-]++");
    private static final int PORT_MAX = 65535;
    private static final int MODE_MAX = 0777;

    private final String snap;
    private final DaemonScope scope;

    SocketsReader(String snap, DaemonScope scope) {
        this.snap = snap;
        this.scope = scope;
    }

    Map<String, SocketInfo> read(Section app) {
        Map<String, SocketInfo> sockets = new LinkedHashMap<>();
        app.section("sockets").ifPresent(section -> {
            for (String name : section.keys()) {
                if (!Names.isSocket(name)) {
                    section.problem(name, Shown.quoted(name) + " is not possible; "
                            + "a socket's name has lower case letters, digits and single inner dashes, and at least one letter");
                    continue;
                }
                section.sectionOrEmpty(name).ifPresent(socket -> sockets.put(name, socket(socket, name)));
            }
        });
        return sockets;
    }

    private SocketInfo socket(Section section, String name) {
        String address = section.text("listen-stream");
        if (!section.has("listen-stream")) {
            section.findings().problem(section.at(), section.pathOf("listen-stream"), "is missing; add the address to listen on");
        } else if (!address.isEmpty()) {
            wrong(address).ifPresent(why -> section.problem("listen-stream", why));
        }
        SocketInfo socket = new SocketInfo(name, address, mode(section));
        section.keepUnknown();
        return socket;
    }

    private Optional<String> wrong(String address) {
        if (address.startsWith("/") || address.startsWith("$")) {
            return LayoutPaths.wrongBelow(address, scope == DaemonScope.SYSTEM ? SYSTEM_PLACES : USER_PLACES, false);
        }
        if (address.startsWith("@")) {
            String prefix = "@snap." + snap + ".";
            boolean own = address.startsWith(prefix) && ABSTRACT.matcher(address.substring(prefix.length())).matches();
            return own ? Optional.empty() : Optional.of(Shown.quoted(address) + " is not the snap's own; an abstract address "
                    + "begins with " + prefix + " and has letters, digits and / . _ + : = ~ % @ -");
        }
        int colon = address.lastIndexOf(':');
        String port = address.substring(colon + 1);
        if (colon >= 0 && !HOSTS.contains(address.substring(0, colon))) {
            return Optional.of(Shown.quoted(address) + " names a host that cannot be listened on; possible are "
                    + String.join(", ", HOSTS));
        }
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) > PORT_MAX) {
            return Optional.of(Shown.quoted(address) + " is no address; write a port (1 to 65535), HOST:PORT, a path such as "
                    + "$SNAP_COMMON/socket, or @snap." + snap + ".NAME");
        }
        return Optional.empty();
    }

    /** A number by the rules of YAML: 0660 is octal, and 432 is the same number as a builder of snaps may write it. */
    private static OptionalInt mode(Section section) {
        String text = section.text("socket-mode");
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        Optional<Long> mode = PlainValues.integer(text).filter(value -> value >= 0 && value <= MODE_MAX);
        if (mode.isEmpty()) {
            section.problem("socket-mode", Shown.quoted(text) + " is not a mode; write an octal number of at most 0777, such as 0660");
        }
        return mode.map(value -> OptionalInt.of(value.intValue())).orElse(OptionalInt.empty());
    }
}
