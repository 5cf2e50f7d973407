package cordon.api.admission;

import java.util.Locale;

/** What a rule lets happen, or refuses. */
public enum Step {
    /** A snap that declares the plug or slot is installed. */
    INSTALLATION,
    /** Plug and slot are connected, however. */
    CONNECTION,
    /** They are connected without being asked for. What may not be connected is not connected so either. */
    AUTO_CONNECTION;

    /** {@code auto-connection}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
