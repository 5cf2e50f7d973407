package cordon.core.state;

/**
 * A directory that a revision uses where it is: whoever owns it can change the snap's programs at any time.
 *
 * @param directory absolute, without links when it was tried
 * @param owner     the user whose it was then
 */
public record Tried(String directory, int owner) {
    /** @throws IllegalArgumentException when the path is not absolute */
    public Tried {
        if (!directory.startsWith("/")) {
            throw new IllegalArgumentException("\"" + directory + "\" is no absolute path");
        }
    }
}
