package cordon.api.admission;

/** A side of a connection. */
public enum Side {
    /** The one that needs. */
    PLUG,
    /** The one that offers. */
    SLOT;

    /** {@code plug} or {@code slot}. */
    public String text() {
        return this == PLUG ? "plug" : "slot";
    }

    /** The other one. */
    public Side other() {
        return this == PLUG ? SLOT : PLUG;
    }
}
