package cordon.audit.record;

/** What one record of the kernel's log says, as far as it concerns confinement. */
public sealed interface LogRecord permits Denial, LandlockDomain {
    /** When, and by which process. */
    Context context();
}
