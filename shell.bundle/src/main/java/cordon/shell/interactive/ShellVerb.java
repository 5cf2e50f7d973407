package cordon.shell.interactive;

import cordon.shell.Commands;
import cordon.shell.verb.Call;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import org.osgi.framework.BundleContext;

/** {@code shell}: the Felix shell, on the caller's terminal. */
public final class ShellVerb extends Verb {
    /** With the commands that it completes. */
    public ShellVerb(Commands commands, BundleContext context) {
        super(Syntax.of("shell", Who.ROOT, "Open the Felix shell on this terminal"));
    }

    @Override
    protected void run(Call call, Parsed words) {
    }
}
