package cordon.core.state;

import java.util.Locale;

/** How an administrator had a snap installed. */
public enum Mode {
    /** As the snap asks, which is then strict. */
    DEFAULT,
    /** Violations are logged and permitted. */
    DEVMODE,
    /** Strict, whatever the snap asks. */
    JAILMODE,
    /** Not confined. */
    CLASSIC;

    /** For people and for the record: {@code devmode}; empty for {@link #DEFAULT}. */
    public String text() {
        return this == DEFAULT ? "" : name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that text. @throws IllegalArgumentException when there is none */
    public static Mode of(String text) {
        for (Mode mode : values()) {
            if (mode.text().equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is no mode; there are devmode, jailmode and classic");
    }
}
