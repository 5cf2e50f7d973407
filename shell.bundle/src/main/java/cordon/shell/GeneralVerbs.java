package cordon.shell;

import cordon.shell.interactive.ShellVerb;
import cordon.shell.verb.Verb;
import cordon.shell.verbs.Verbs;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Publishes the verbs that need no core: there is help even when nothing else works. */
@Component(service = GeneralVerbs.class, immediate = true)
public final class GeneralVerbs {
    private final VerbPublisher publisher;

    /** Publishes. */
    @Activate
    public GeneralVerbs(BundleContext context, @Reference Commands commands) {
        List<Verb> verbs = new ArrayList<>(Verbs.general(commands, context));
        verbs.add(new ShellVerb(commands));
        publisher = new VerbPublisher(context, verbs);
    }

    @Deactivate
    void stop() {
        publisher.close();
    }
}
