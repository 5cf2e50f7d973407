package cordon.shell.verbs;

import cordon.core.CordonException;
import cordon.shell.verb.Call;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** {@code down}. */
final class DownVerb extends Verb {
    private final BundleContext context;

    DownVerb(BundleContext context) {
        super(Syntax.of("down", Who.ADMINISTRATOR, "Stop the daemon").details("Applications that run are asked to end."));
        this.context = context;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException {
        call.out().println("cordon is going down");
        call.out().flush();
        try {
            // The framework stops in a thread of its own; the control server lets this call be answered before it goes.
            context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
        } catch (BundleException e) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot stop the daemon: " + e.getMessage(), e);
        }
    }
}
