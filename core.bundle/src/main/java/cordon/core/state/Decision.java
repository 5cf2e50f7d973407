package cordon.core.state;

import cordon.api.snap.EndpointRef;
import cordon.core.snapyaml.Names;
import java.util.Objects;

/**
 * What was decided about a plug of the snap and a slot. A plug with any decision is not connected on its own.
 *
 * @param plug          name of the plug
 * @param slot          the slot
 * @param interfaceName of both, when it was decided: a plug that changes its interface starts anew
 * @param verdict       what was decided
 */
public record Decision(String plug, EndpointRef slot, String interfaceName, Verdict verdict) {
    /** A decision. */
    public enum Verdict {
        /** Connected, because the interface connects on its own. */
        AUTOMATIC,
        /** Connected by an administrator. */
        MANUAL,
        /** Disconnected by an administrator: neither an installation nor an interface that returns connects it again. */
        REFUSED
    }

    /** @throws IllegalArgumentException when a name cannot be one */
    public Decision {
        require(Names.isPlugOrSlot(plug), plug, "a plug");
        require(Names.isInstance(slot.snap()), slot.snap(), "a snap");
        require(Names.isPlugOrSlot(slot.name()), slot.name(), "a slot");
        require(Names.isInterface(interfaceName), interfaceName, "an interface");
        Objects.requireNonNull(verdict);
    }

    /** Whether the two are connected. */
    public boolean connected() {
        return verdict != Verdict.REFUSED;
    }

    /** Whether it is about this plug and slot. */
    public boolean concerns(String plugName, EndpointRef slotRef) {
        return plug.equals(plugName) && slot.equals(slotRef);
    }

    private static void require(boolean valid, String name, String what) {
        if (!valid) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be the name of " + what);
        }
    }
}
