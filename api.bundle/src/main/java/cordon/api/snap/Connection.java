package cordon.api.snap;

import java.util.List;
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

    /** The attributes of the side that names something: the slot's, where it has the attribute, else the plug's. */
    public Attributes naming(String attribute) {
        return slot.attributes().has(attribute) ? slot.attributes() : plug.attributes();
    }

    /**
     * Why the two do not agree on an attribute that one of them has to name, and both may.
     *
     * @param example a value, for the message
     * @return empty when they agree
     */
    public List<String> disagreement(String attribute, String example) {
        Object wanted = plug.attributes().asMap().get(attribute);
        Object offered = slot.attributes().asMap().get(attribute);
        if (wanted == null && offered == null) {
            return List.of("neither side has the attribute \"" + attribute + "\"; give it to " + plug.ref() + ", such as " + example);
        }
        boolean agreed = wanted == null || offered == null || wanted.equals(offered);
        return agreed ? List.of() : List.of("the plug asks for the " + attribute + " " + wanted + ", the slot offers " + offered);
    }
}
