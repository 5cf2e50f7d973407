package cordon.api.policy;

/** How an application is confined. */
public enum Confinement {
    /** Violations are refused. */
    STRICT,
    /** Violations are logged and permitted. */
    DEVMODE,
    /** No confinement at all. */
    CLASSIC
}
