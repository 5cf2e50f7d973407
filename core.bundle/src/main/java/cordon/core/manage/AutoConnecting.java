package cordon.core.manage;

import cordon.api.iface.Interface;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.InstalledSnap;
import cordon.core.state.StateException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Connects what nobody decided about when interfaces came, and takes it down. */
final class AutoConnecting {
    private final Records records;
    private final Consumer<String> log;

    /** @param log gets a line for each snap whose record cannot be written */
    AutoConnecting(Records records, Consumer<String> log) {
        this.records = records;
        this.log = log;
    }

    /** The snaps with these connections. One record is written a snap; one that cannot be written is left as it was. */
    SortedMap<String, InstalledSnap> run(SortedMap<String, InstalledSnap> snaps, Board board, World.Services now) {
        if (now.site().problem().isPresent()) {
            return snaps;
        }
        Catalog<Interface> known = now.interfaces().catalog();
        SortedMap<String, InstalledSnap> connected = new TreeMap<>(snaps);
        for (InstalledSnap snap : snaps.values()) {
            InstalledSnap with = Records.with(snap, AutoConnections.of(snap, board, known));
            if (with != snap) {
                try {
                    records.write(List.of(snap), List.of(with));
                    connected.put(snap.name(), with);
                } catch (StateException e) {
                    log.accept("cannot connect the plugs of " + snap.name() + " on its own: " + e.getMessage());
                }
            }
        }
        return connected;
    }
}
