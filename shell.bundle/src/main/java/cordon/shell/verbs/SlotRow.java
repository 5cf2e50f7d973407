package cordon.shell.verbs;

import cordon.api.snap.EndpointRef;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.Plugboard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A line of the classic table.
 *
 * @param slot  empty for a plug that is connected to none
 * @param plugs that are connected to it, in order
 */
record SlotRow(Optional<EndpointRef> slot, List<End> plugs) {
    /**
     * A plug in the table.
     *
     * @param plug      its name
     * @param suspended whether its connection is not in force, because the interface is not here
     */
    record End(EndpointRef plug, boolean suspended) {
    }

    SlotRow {
        plugs = List.copyOf(plugs);
    }

    /** The table: the slots, those of suspended connections included, then the plugs without a connection. */
    static List<SlotRow> of(Plugboard board) {
        Map<EndpointRef, List<End>> bySlot = new LinkedHashMap<>();
        board.slots().stream().map(Slot::ref).forEach(slot -> bySlot.put(slot, new ArrayList<>()));
        Set<EndpointRef> connected = new HashSet<>();
        for (Plugboard.Joint joint : board.connections()) {
            bySlot.computeIfAbsent(joint.slot(), slot -> new ArrayList<>()).add(new End(joint.plug(), joint.suspended()));
            connected.add(joint.plug());
        }
        List<SlotRow> rows = new ArrayList<>();
        bySlot.forEach((slot, plugs) -> rows.add(new SlotRow(Optional.of(slot), plugs)));
        board.plugs().stream().map(Plug::ref).filter(plug -> !connected.contains(plug))
                .forEach(plug -> rows.add(new SlotRow(Optional.empty(), List.of(new End(plug, false)))));
        return rows;
    }

    /** Whether the slot or one of the plugs is the snap's. */
    boolean concerns(String snap) {
        return slot.filter(ref -> ref.snap().equals(snap)).isPresent() || plugs.stream().anyMatch(end -> end.plug().snap().equals(snap));
    }

    String slotText() {
        return slot.map(EndpointRef::text).orElse("-");
    }

    String plugsText() {
        return plugs.isEmpty() ? "-" : plugs.stream().map(this::plugText).collect(Collectors.joining(","));
    }

    private String plugText(End end) {
        boolean sameName = slot.filter(ref -> ref.name().equals(end.plug().name())).isPresent();
        return (sameName ? end.plug().snap() : end.plug().text()) + (end.suspended() ? " (suspended)" : "");
    }
}
