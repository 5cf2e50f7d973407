package cordon.api.snap;

import java.util.Objects;

/**
 * The name of a plug or a slot.
 *
 * @param snap instance name of the snap, {@code system} for the system's
 * @param name of the plug or slot
 */
public record EndpointRef(String snap, String name) implements Comparable<EndpointRef> {
    /** Both are required. */
    public EndpointRef {
        Objects.requireNonNull(snap);
        Objects.requireNonNull(name);
    }

    /** {@code snap:name}; {@code :name} for the system's. */
    public String text() {
        return (snap.equals("system") ? "" : snap) + ":" + name;
    }

    @Override
    public int compareTo(EndpointRef other) {
        int bySnap = snap.compareTo(other.snap);
        return bySnap != 0 ? bySnap : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return text();
    }
}
