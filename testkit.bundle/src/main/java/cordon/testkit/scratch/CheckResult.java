package cordon.testkit.scratch;

/**
 * A check line, tried.
 *
 * @param action      as it stands in the interface
 * @param allowed     whether a connected plug can do it, says the interface
 * @param unconnected how it ended without the connection: {@code ok} or the name of an error
 * @param connected   how it ended with it
 * @param verdict     what that means
 * @param why         in words; empty when the line holds and the kernel said so
 */
public record CheckResult(String action, boolean allowed, String unconnected, String connected, Verdict verdict, String why) {

    /** What the trial of a line means. */
    public enum Verdict {
        /** The kernel does what the line says. */
        HOLDS,
        /** This machine lacks what is needed to try it; by the rules it holds. */
        HOLDS_BY_THE_RULES,
        /** It does not hold. */
        BROKEN
    }

    /** For people: {@code holds: allows open /etc/fstab r (EACCES without the connection)}. */
    public String line() {
        String said = (allowed ? "allows " : "refuses ") + action;
        return switch (verdict) {
            case HOLDS -> "holds: " + said + (allowed ? " (without the connection: " + unconnected + ")" : " (" + connected + ")");
            case HOLDS_BY_THE_RULES -> "holds by the rules: " + said + ": " + why;
            case BROKEN -> "broken: " + said + ": " + why;
        };
    }
}
