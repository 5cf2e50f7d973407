package cordon.core.state;

/** A record cannot be read or written. The message begins with the file. */
public final class StateException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a message for people. */
    public StateException(String message) {
        super(message);
    }

    /** With a message for people and what caused it. */
    public StateException(String message, Throwable cause) {
        super(message, cause);
    }
}
