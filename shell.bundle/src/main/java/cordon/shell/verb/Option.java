package cordon.shell.verb;

/**
 * An option of a verb.
 *
 * @param name    with its dashes: {@code --json}
 * @param value   what its value is, for its help: {@code BACKEND}; empty for a switch
 * @param summary what it does, in one line
 */
public record Option(String name, String value, String summary) {
    /** What every listing has. */
    public static final Option JSON = new Option("--json", "print JSON, for programs");
    /** What every verb has. */
    public static final Option HELP = new Option("--help", "print this help");

    /** A switch. */
    public Option(String name, String summary) {
        this(name, "", summary);
    }

    /** Whether a word follows it, which is its value. */
    public boolean takesValue() {
        return !value.isEmpty();
    }

    /** As it is written: {@code --backend BACKEND}. */
    public String usage() {
        return takesValue() ? name + " " + value : name;
    }
}
