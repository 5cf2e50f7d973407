package cordon.backend.seccomp;

/** A line of a profile that cannot be compiled. */
final class FilterTextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    FilterTextException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** From 1. */
    int line() {
        return line;
    }
}
