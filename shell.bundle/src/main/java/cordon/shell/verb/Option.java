package cordon.shell.verb;

/**
 * An option of a verb: a switch, without a value.
 *
 * @param name    with its dashes: {@code --json}
 * @param summary what it does, in one line
 */
public record Option(String name, String summary) {
    /** What every listing has. */
    public static final Option JSON = new Option("--json", "print JSON, for programs");
    /** What every verb has. */
    public static final Option HELP = new Option("--help", "print this help");
}
