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
import org.osgi.framework.launch.Framework;

/** {@code down}. */
final class DownVerb extends Verb {
    private static final int STOP_MILLIS = 30_000;
    private static final int ANSWER_MILLIS = 1000;

    private final BundleContext context;

    DownVerb(BundleContext context) {
        super(Syntax.of("down", Who.ADMINISTRATOR, "Stop the daemon").details("Applications that run are asked to end."));
        this.context = context;
    }

    /** Answers once everything has stopped, so that whoever asked finds no mount and no process any more. */
    @Override
    protected void run(Call call, Parsed words) throws CordonException, InterruptedException {
        if (!(context.getBundle(Constants.SYSTEM_BUNDLE_ID) instanceof Framework framework)) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot stop the daemon: its framework does not let itself be stopped");
        }
        if (call.session() == null) {
            outlive(call, framework);
        } else {
            // A shell ends with the rest, and gives its terminal back.
            stop(framework);
        }
    }

    private static void outlive(Call call, Framework framework) throws CordonException, InterruptedException {
        call.caller().signals().ignore();
        Thread answering = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitAnswer(answering), "last answer"));
        stop(framework);
        framework.waitForStop(STOP_MILLIS);
        call.out().println("cordon is down");
    }

    private static void stop(Framework framework) throws CordonException {
        try {
            framework.stop();
        } catch (BundleException e) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot stop the daemon: " + e.getMessage(), e);
        }
    }

    /** The process ends when its framework has stopped; not before the caller knows. */
    private static void awaitAnswer(Thread answering) {
        try {
            answering.join(ANSWER_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
