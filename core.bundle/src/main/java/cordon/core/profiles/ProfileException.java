package cordon.core.profiles;

/** Profiles could not be compiled, written or loaded; those of before are in force. The message names backend, command and reason. */
public final class ProfileException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a message for people and what caused it. */
    public ProfileException(String message, Throwable cause) {
        super(message, cause);
    }
}
