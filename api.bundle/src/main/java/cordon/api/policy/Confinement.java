package cordon.api.policy;

import java.util.Locale;

/** How an application is confined. */
public enum Confinement {
    /** Violations are refused. */
    STRICT,
    /** Violations are logged and permitted. */
    DEVMODE,
    /** No confinement at all. */
    CLASSIC;

    /** As a {@code snap.yaml} names it, and people do. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
