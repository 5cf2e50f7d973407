package cordon.core.site;

/** A site setting cannot be used. The message begins with the file, and the line where there is one. */
public final class SiteException extends Exception {
    private static final long serialVersionUID = 1L;

    SiteException(String message) {
        super(message);
    }

    SiteException(String message, Throwable cause) {
        super(message, cause);
    }
}
