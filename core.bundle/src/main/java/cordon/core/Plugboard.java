package cordon.core;

import cordon.api.snap.EndpointRef;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import java.util.List;

/**
 * All plugs and slots, and how they are joined.
 *
 * @param plugs       sorted by snap and name
 * @param slots       sorted by snap and name, the system's first
 * @param connections sorted by plug, then slot
 */
public record Plugboard(List<Plug> plugs, List<Slot> slots, List<Joint> connections) {
    /** Copies the lists. */
    public Plugboard {
        plugs = List.copyOf(plugs);
        slots = List.copyOf(slots);
        connections = List.copyOf(connections);
    }

    /**
     * A connection.
     *
     * @param plug          the side that needs
     * @param slot          the side that offers
     * @param interfaceName of both
     * @param manual        made by an administrator, not at install
     * @param suspended     remembered, and not in force because the interface is not here
     */
    public record Joint(EndpointRef plug, EndpointRef slot, String interfaceName, boolean manual,
            boolean suspended) {
    }
}
