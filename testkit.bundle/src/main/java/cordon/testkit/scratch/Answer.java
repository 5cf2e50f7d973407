package cordon.testkit.scratch;

/**
 * How a program ended, and what it printed.
 *
 * @param command what was run, for messages
 * @param status  0 for success
 * @param out     its standard output
 * @param err     its standard error
 */
public record Answer(String command, int status, String out, String err) {

    /** This answer. @throws ScratchException when the program failed */
    public Answer needed() throws ScratchException {
        if (status != 0) {
            throw new ScratchException("\"" + command + "\" failed with status " + status + ": " + (err.isBlank() ? out : err).strip());
        }
        return this;
    }
}
