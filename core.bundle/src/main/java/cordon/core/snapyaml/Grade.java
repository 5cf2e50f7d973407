package cordon.core.snapyaml;

/** Whether the publisher holds the snap fit for use. */
public enum Grade implements YamlWord {
    /** Fit for use; the default. */
    STABLE("stable"),
    /** In development. */
    DEVEL("devel");

    private final String word;

    Grade(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
