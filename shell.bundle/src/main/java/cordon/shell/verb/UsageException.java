package cordon.shell.verb;

/** A verb was called in a way that its usage does not have. The exit status is 2. The message is for people. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a message of the form {@code cannot DO WHAT: WHY; TRY}. */
    public UsageException(String message) {
        super(message);
    }
}
