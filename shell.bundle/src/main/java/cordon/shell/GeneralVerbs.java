package cordon.shell;

import cordon.shell.verbs.Verbs;
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
        publisher = new VerbPublisher(context, Verbs.general(commands, context));
    }

    @Deactivate
    void stop() {
        publisher.close();
    }
}
