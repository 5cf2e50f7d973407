package cordon.shell.verb;

import java.io.PrintStream;
import java.util.List;
import org.apache.felix.service.command.CommandSession;

/**
 * One call of a verb.
 *
 * @param caller  who calls
 * @param words   what follows the verb
 * @param out     the caller's standard output
 * @param err     the caller's standard error
 * @param session the Gogo session, null when the call came without one
 */
public record Call(Caller caller, List<String> words, PrintStream out, PrintStream err, CommandSession session) {
    /** Copies the list. */
    public Call {
        words = List.copyOf(words);
    }
}
