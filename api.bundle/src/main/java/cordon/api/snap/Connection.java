package cordon.api.snap;

import java.util.Objects;

/**
 * A plug joined to a slot of the same interface.
 *
 * @param plug the side that needs
 * @param slot the side that offers
 */
public record Connection(Plug plug, Slot slot) {
    /** @throws IllegalArgumentException when the two are of different interfaces */
    public Connection {
        Objects.requireNonNull(plug);
        Objects.requireNonNull(slot);
        if (!plug.interfaceName().equals(slot.interfaceName())) {
            throw new IllegalArgumentException(plug.ref() + " is of interface " + plug.interfaceName() + ", " + slot.ref() + " of " + slot.interfaceName());
        }
    }

    /** The interface of both. */
    public String interfaceName() {
        return plug.interfaceName();
    }
}
