package cordon.core.manage;

import cordon.core.registry.InstalledSnap;
import cordon.core.state.Decision;
import cordon.core.state.SnapRecord;
import cordon.core.state.StateException;
import cordon.core.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes the records of snaps. Called by one thread at a time. */
final class Records {
    private final StateStore store;

    Records(StateStore store) {
        this.store = store;
    }

    /** The snap with these decisions added; the same object when there are none. */
    static InstalledSnap with(InstalledSnap snap, List<Decision> decisions) {
        SnapRecord record = snap.record();
        for (Decision decision : decisions) {
            record = record.with(decision);
        }
        return decisions.isEmpty() ? snap : snap.with(record);
    }

    /** The snap without decisions about slots of a snap that are not among these. */
    static InstalledSnap withoutSlots(InstalledSnap snap, String slotSnap, Set<String> remaining) {
        List<Decision> kept = new ArrayList<>(snap.record().decisions());
        boolean changed = kept.removeIf(one -> one.slot().snap().equals(slotSnap) && !remaining.contains(one.slot().name()));
        return changed ? snap.with(snap.record().withDecisions(kept)) : snap;
    }

    /**
     * Writes the records of these snaps, all or none.
     *
     * @param before the same snaps as they were
     */
    void write(List<InstalledSnap> before, List<InstalledSnap> after) throws StateException {
        store.write(before.stream().map(InstalledSnap::record).toList(), after.stream().map(InstalledSnap::record).toList());
    }

    /** Writes the record of a snap that may be new. */
    void write(InstalledSnap snap) throws StateException {
        store.write(snap.record());
    }

    /** Removes a record. */
    void delete(String name) throws StateException {
        store.delete(name);
    }
}
