package cordon.api.snap;

import java.util.Locale;

/** What kind of snap it is. */
public enum SnapType {
    /** Applications. */
    APP,
    /** A root file system for others. */
    BASE,
    /** The first base, {@code core}. */
    OS,
    /** A board's boot and default settings. */
    GADGET,
    /** A kernel. */
    KERNEL,
    /** The sandbox's own tools, as a snap. */
    SNAPD,
    /** Not a snap: the system that Cordon runs on. */
    SYSTEM;

    /** As a {@code snap.yaml} names it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
