package cordon.core.snapyaml;

/** Whose service a daemon is. */
public enum DaemonScope implements YamlWord {
    /** One for the machine, started by its system manager; the default. */
    SYSTEM("system"),
    /** One for each user's session. */
    USER("user");

    private final String word;

    DaemonScope(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
