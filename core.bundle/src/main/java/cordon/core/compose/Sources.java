package cordon.core.compose;

import cordon.api.iface.Interface;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.InstalledSnap;
import cordon.core.registry.Provider;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that decides what the policies of one snap are, besides the template. Immutable.
 *
 * @param snap        with its commands and their confinement
 * @param plugs       of it, that count
 * @param slots       of it, that count
 * @param connections in force in which it has a side
 * @param providers   of the interfaces of all these, as far as they are here
 */
record Sources(InstalledSnap snap, List<Plug> plugs, List<Slot> slots, List<Connection> connections, List<Provider<Interface>> providers) {

    static Sources of(InstalledSnap snap, Board board, List<Connection> connections, Catalog<Interface> interfaces) {
        List<Plug> plugs = snap.plugs().stream().filter(plug -> board.plug(plug.ref()).isPresent()).toList();
        List<Slot> slots = snap.slots().stream().filter(slot -> board.slot(slot.ref()).isPresent()).toList();
        Stream<String> names = Stream.of(plugs.stream().map(Plug::interfaceName), slots.stream().map(Slot::interfaceName), connections.stream().map(Connection::interfaceName))
                .flatMap(all -> all);
        return new Sources(snap, plugs, slots, connections, names.distinct().map(interfaces::provider).flatMap(Optional::stream).toList());
    }

    /** Whether the same sources have the same outcome: what an interface from outside may grant changes with the ceiling and with approvals. */
    boolean sayTheSameAgain() {
        return providers.stream().allMatch(Provider::bundled);
    }
}
