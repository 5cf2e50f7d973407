package cordon.shell.verb;

import cordon.api.launch.Descriptor;
import cordon.linux.Self;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.felix.service.command.CommandSession;

/**
 * Who calls, and from where.
 *
 * @param uid         from the kernel
 * @param gid         from the kernel
 * @param environment the caller's, unchecked
 * @param directory   the caller's working directory, absolute
 * @param umask       the caller's
 * @param in          number of the descriptor of standard input
 * @param out         number of the descriptor of standard output
 * @param err         number of the descriptor of standard error
 * @param terminals   which of the numbers 0, 1 and 2 are terminals
 * @param rows        height of the terminal, 0 when there is none
 * @param columns     width of the terminal, 0 when there is none
 * @param channel     over which the master of a new terminal is sent, when the caller asks for one
 * @param signals     that come from the caller
 * @param terminal    how a program that is started gets the terminal
 */
public record Caller(int uid, int gid, Map<String, String> environment, String directory, int umask, int in, int out, int err,
        Set<Integer> terminals, int rows, int columns, Optional<Descriptor> channel, SignalRelay signals, TerminalLoan terminal) {
    private static final String KEY = "cordon.caller";

    /** Copies map and set. */
    public Caller {
        environment = Map.copyOf(environment);
        terminals = Set.copyOf(terminals);
    }

    /** The caller of a session; without one, whoever sits at the framework's own console: the daemon's user. */
    public static Caller of(CommandSession session) {
        return session.get(KEY) instanceof Caller caller ? caller
                : new Caller(Self.effectiveUid(), Self.gid(), new TreeMap<>(System.getenv()), "/", 022, 0, 1, 2, Set.of(), 0, 0, Optional.empty(),
                        new SignalRelay(), TerminalLoan.FREE);
    }

    /** The same caller inside a shell, which owns the terminal and lends it. */
    public Caller inShell(TerminalLoan loan) {
        return new Caller(uid, gid, environment, directory, umask, in, out, err, terminals, rows, columns, Optional.empty(), signals, loan);
    }

    /** Makes this the caller of a session, whose directory is the caller's. */
    public void in(CommandSession session) {
        session.put(KEY, this);
        session.currentDir(Path.of(directory));
    }

    /** Whether text for people can be coloured: standard output is a terminal, and NO_COLOR (no-color.org) is not set. */
    public boolean colours() {
        return terminals.contains(1) && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }
}
