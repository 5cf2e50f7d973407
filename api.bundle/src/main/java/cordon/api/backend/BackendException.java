package cordon.api.backend;

/** A backend could not do its part; nothing of the failed call is in effect. The message says what, why and what to try. */
public final class BackendException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a message for people. */
    public BackendException(String message) {
        super(message);
    }

    /** With a message for people and what caused it. */
    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
