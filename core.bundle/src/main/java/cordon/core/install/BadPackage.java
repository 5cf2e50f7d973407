package cordon.core.install;

/** A package holds what it must not hold, or lacks what it needs. The message reads {@code WHY; TRY}. */
final class BadPackage extends Exception {
    private static final long serialVersionUID = 1L;

    BadPackage(String message) {
        super(message);
    }

    BadPackage(String message, Throwable cause) {
        super(message, cause);
    }
}
