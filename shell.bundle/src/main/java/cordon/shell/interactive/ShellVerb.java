package cordon.shell.interactive;

import cordon.core.CordonException;
import cordon.shell.Commands;
import cordon.shell.verb.Call;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.UsageException;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.io.IOException;

/** {@code shell}: the Felix shell, on the caller's terminal. */
public final class ShellVerb extends Verb {
    private final FelixShell shell;

    /** With the commands that it completes. */
    public ShellVerb(Commands commands) {
        super(Syntax.of("shell", Who.ROOT, "Open the Felix shell on this terminal")
                .details("It reaches every Gogo command of the framework. \"exit\" or Ctrl-D ends it; the daemon goes on."));
        shell = new FelixShell(commands);
    }

    @Override
    protected void run(Call call, Parsed words) throws UsageException, CordonException, IOException, InterruptedException {
        if (call.session() != null) {
            throw new UsageException("cannot open a shell: this is one");
        }
        if (!call.caller().terminals().contains(0) || !call.caller().terminals().contains(1)) {
            throw new UsageException("cannot open a shell: input and output are no terminal; verbs work without one: cordon help");
        }
        shell.open(call);
    }
}
