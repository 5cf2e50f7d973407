package cordon.shell.verb;

/** What a verb has to say in the Felix shell, which prints exceptions as text. */
public final class ReportedException extends Exception {
    private static final long serialVersionUID = 1L;

    ReportedException(Exception cause) {
        super("error: " + cause.getMessage(), cause);
    }

    /** The message alone. */
    @Override
    public String toString() {
        return getMessage();
    }
}
