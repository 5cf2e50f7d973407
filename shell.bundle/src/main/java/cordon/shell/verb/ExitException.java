package cordon.shell.verb;

import cordon.api.launch.Exit;

/** What a verb started ended otherwise than with status 0. All that there is to say has been said by it. */
public final class ExitException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Exit exit;

    /** How it ended. */
    public ExitException(String what, Exit exit) {
        super(what + (exit.signal() == 0 ? " ended with status " + exit.status() : " was ended by signal " + exit.signal()));
        this.exit = exit;
    }

    /** How it ended. */
    public Exit exit() {
        return exit;
    }

    /** The message alone, as the Felix shell prints it. */
    @Override
    public String toString() {
        return getMessage();
    }
}
