package cordon.core.snapyaml;

/** How a snap asks to be confined. */
public enum Confinement implements YamlWord {
    /** Everything is denied that is not granted; the default. */
    STRICT("strict"),
    /** Violations are reported and let through; for development. */
    DEVMODE("devmode"),
    /** Not confined at all. */
    CLASSIC("classic");

    private final String word;

    Confinement(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
