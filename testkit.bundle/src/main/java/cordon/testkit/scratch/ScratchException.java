package cordon.testkit.scratch;

/** The scratch instance could not do what was asked. The message says what, and what a program said. */
public final class ScratchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a message for people. */
    public ScratchException(String message) {
        super(message);
    }

    /** With a message for people and what caused it. */
    public ScratchException(String message, Throwable cause) {
        super(message, cause);
    }
}
