package cordon.shell.verb;

import cordon.shell.text.Table;
import java.util.stream.Collectors;

/** What a verb has to say in the Felix shell, which prints exceptions as text. */
public final class ReportedException extends Exception {
    private static final long serialVersionUID = 1L;

    ReportedException(Exception cause) {
        super("error: " + cause.getMessage().lines().map(Table::printable).collect(Collectors.joining("\n")), cause);
    }

    /** The message alone. */
    @Override
    public String toString() {
        return getMessage();
    }
}
