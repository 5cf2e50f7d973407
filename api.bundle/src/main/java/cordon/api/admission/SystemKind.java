package cordon.api.admission;

import java.util.Locale;

/** The kind of system that snaps are installed on. */
public enum SystemKind {
    /** It has packages of its own beside its snaps. */
    CLASSIC,
    /** It is itself made of snaps: os-release(5) says {@code ID=ubuntu-core}. */
    CORE;

    /** {@code classic} or {@code core}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
