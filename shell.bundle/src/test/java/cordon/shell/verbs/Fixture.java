package cordon.shell.verbs;

import cordon.api.snap.Attributes;
import cordon.api.snap.EndpointRef;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import cordon.core.Plugboard;
import java.util.Optional;
import java.util.Set;

/** Plugs, slots and connections for tests. */
final class Fixture {
    private Fixture() {
    }

    static SnapIdentity snap(String name) {
        return new SnapIdentity(name, name, "x1", "1.0", SnapType.APP, Optional.empty(), Optional.empty());
    }

    static Plug plug(String snap, String name, String interfaceName) {
        return new Plug(snap(snap), name, interfaceName, Attributes.none(), Set.of());
    }

    static Slot slot(String snap, String name, String interfaceName) {
        return new Slot(snap(snap), name, interfaceName, Attributes.none(), Set.of());
    }

    static Slot system(String name) {
        return new Slot(SnapIdentity.system(), name, name, Attributes.none(), Set.of());
    }

    static Plugboard.Joint joint(String plugSnap, String plug, String slotSnap, String slot, boolean suspended) {
        return new Plugboard.Joint(new EndpointRef(plugSnap, plug), new EndpointRef(slotSnap, slot), slot, false, suspended);
    }
}
