package cordon.api.launch;

/** The form that paths of steps have. */
final class AbsolutePath {
    private AbsolutePath() {
    }

    /** @throws IllegalArgumentException when a path does not begin at the root, or holds a NUL */
    static void require(String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("\"" + path + "\" is not an absolute path");
        }
    }
}
