package cordon.core.compose;

import cordon.api.iface.Interface;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.InstalledSnap;
import cordon.core.registry.Provider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
        List<Plug> plugs = board.plugs(snap);
        List<Slot> slots = board.slots(snap);
        Set<String> names = new LinkedHashSet<>();
        plugs.forEach(plug -> names.add(plug.interfaceName()));
        slots.forEach(slot -> names.add(slot.interfaceName()));
        connections.forEach(connection -> names.add(connection.interfaceName()));
        List<Provider<Interface>> providers = new ArrayList<>();
        names.forEach(name -> interfaces.provider(name).ifPresent(providers::add));
        return new Sources(snap, plugs, slots, connections, providers);
    }

    /** Whether they are those of a snap at a moment, which has the same interfaces. */
    boolean areOf(InstalledSnap now, Board board, List<Connection> joined) {
        return snap == now && plugs == board.plugs(now) && slots == board.slots(now) && connections.equals(joined);
    }

    /** Whether the same sources have the same outcome: what an interface from outside may grant changes with the ceiling and with approvals. */
    boolean sayTheSameAgain() {
        return providers.stream().allMatch(Provider::bundled);
    }
}
