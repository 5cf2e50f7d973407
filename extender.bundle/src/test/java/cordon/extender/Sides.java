package cordon.extender;

import cordon.api.iface.Interface;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.util.Optional;
import java.util.Set;

/** A plug of a snap, and slots that it can be connected to. */
final class Sides {
    private Sides() {
    }

    /** To the system's. */
    static Connection toSystem(Interface described) {
        String name = described.info().name();
        return new Connection(plug(name), new Slot(SnapIdentity.system(), name, name, Attributes.none(), Set.of()));
    }

    /** From {@code web}'s command {@code run} to {@code server}'s commands {@code one} and {@code two}. */
    static Connection toSnap(Interface described) {
        String name = described.info().name();
        return new Connection(plug(name), new Slot(snap("server"), name, name, Attributes.none(), Set.of("one", "two")));
    }

    private static Plug plug(String name) {
        return new Plug(snap("web"), name, name, Attributes.none(), Set.of("run"));
    }

    private static SnapIdentity snap(String name) {
        return new SnapIdentity(name, name, "x1", "1", SnapType.APP, Optional.empty(), Optional.empty());
    }
}
