package cordon.shell.verbs;

import cordon.api.snap.EndpointRef;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.Plugboard;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Who;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code connections [SNAP]}: a line a connection; with a snap or {@code --all}, also what is connected to nothing. */
final class ConnectionsVerb extends Listing<ConnectionsVerb.Line> {
    private static final Option ALL = new Option("--all", "also show plugs and slots without a connection");

    /** One side may be missing. */
    record Line(String interfaceName, Optional<EndpointRef> plug, Optional<EndpointRef> slot, String note) {
    }

    private final Cordon cordon;

    ConnectionsVerb(Cordon cordon) {
        super(Syntax.of("connections", Who.ANYONE, "List the connections of plugs and slots").arguments("[SNAP]").options(ALL, Option.JSON)
                .details("With SNAP, those of that snap, and its plugs and slots without a connection."),
                "Interface", "Plug", "Slot", "Notes");
        this.cordon = cordon;
    }

    @Override
    List<Line> select(Parsed words) throws CordonException {
        Optional<String> snap = words.optional(0);
        if (snap.isPresent() && cordon.snap(snap.get()).isEmpty()) {
            throw new CordonException(CordonException.Kind.NOT_FOUND,
                    "cannot list connections of \"" + snap.get() + "\": no such snap is installed; \"cordon list\" shows what is");
        }
        return lines(cordon.plugboard(), words.has(ALL) || snap.isPresent()).stream().filter(line -> snap.isEmpty() || concerns(line, snap.get()))
                .sorted(Comparator.comparing(Line::interfaceName).thenComparing(line -> text(line.plug())).thenComparing(line -> text(line.slot())))
                .toList();
    }

    private static List<Line> lines(Plugboard board, boolean all) {
        List<Line> lines = new ArrayList<>();
        Set<EndpointRef> connected = new HashSet<>();
        for (Plugboard.Joint joint : board.connections()) {
            lines.add(new Line(joint.interfaceName(), Optional.of(joint.plug()), Optional.of(joint.slot()),
                    joint.suspended() ? "suspended" : joint.manual() ? "manual" : "-"));
            connected.add(joint.plug());
            connected.add(joint.slot());
        }
        if (all) {
            board.plugs().stream().filter(plug -> !connected.contains(plug.ref())).map(ConnectionsVerb::alone).forEach(lines::add);
            board.slots().stream().filter(slot -> !connected.contains(slot.ref())).map(ConnectionsVerb::alone).forEach(lines::add);
        }
        return lines;
    }

    private static Line alone(Plug plug) {
        return new Line(plug.interfaceName(), Optional.of(plug.ref()), Optional.empty(), "-");
    }

    private static Line alone(Slot slot) {
        return new Line(slot.interfaceName(), Optional.empty(), Optional.of(slot.ref()), "-");
    }

    private static boolean concerns(Line line, String snap) {
        return line.plug().filter(ref -> ref.snap().equals(snap)).isPresent() || line.slot().filter(ref -> ref.snap().equals(snap)).isPresent();
    }

    private static String text(Optional<EndpointRef> ref) {
        return ref.map(EndpointRef::text).orElse("-");
    }

    @Override
    String[] row(Line line) {
        return new String[] {line.interfaceName(), text(line.plug()), text(line.slot()), line.note()};
    }

    @Override
    Map<String, Object> json(Line line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("interface", line.interfaceName());
        json.put("plug", line.plug().map(EndpointRef::text));
        json.put("slot", line.slot().map(EndpointRef::text));
        json.put("connected", line.plug().isPresent() && line.slot().isPresent());
        json.put("manual", line.note().equals("manual"));
        json.put("suspended", line.note().equals("suspended"));
        return json;
    }

    @Override
    String none(Parsed words) {
        return words.optional(0).map(snap -> "Snap " + snap + " has no plugs and slots.").orElse("There are no connections.");
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? new Words(cordon).snaps() : List.of();
    }
}
