package cordon.core;

/**
 * What was asked cannot be done; nothing has changed. The message reads {@code cannot DO WHAT: WHY; TRY} and is for people.
 */
public final class CordonException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Kind kind;

    /** What went wrong, for programs. */
    public enum Kind {
        /** No such snap, plug, slot, command, interface. */
        NOT_FOUND,
        /** What was given is wrong. */
        INVALID,
        /** The present state does not allow it. */
        CONFLICT,
        /** The system refused: a full disk, a kernel that lacks something. */
        SYSTEM,
        /** The application cannot be confined as its policy says. */
        CONFINEMENT
    }

    /** With a message for people. */
    public CordonException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** With a message for people and what caused it. */
    public CordonException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
