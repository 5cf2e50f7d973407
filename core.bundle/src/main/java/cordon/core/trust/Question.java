package cordon.core.trust;

/**
 * What keeps an interface from granting anything.
 *
 * @param what  the text of a rule that it may not grant by itself, or the bundle
 * @param why   in one line
 * @param never whether no approval helps
 */
public record Question(String what, String why, boolean never) {
    /** One line: what, and why. */
    public String line() {
        return what + ": " + why;
    }
}
