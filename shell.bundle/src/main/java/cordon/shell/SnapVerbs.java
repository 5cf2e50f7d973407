package cordon.shell;

import cordon.core.Cordon;
import cordon.shell.verbs.Verbs;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Publishes the verbs of the core, while it is here. */
@Component(service = SnapVerbs.class, immediate = true)
public final class SnapVerbs {
    private final VerbPublisher publisher;

    /** Publishes. */
    @Activate
    public SnapVerbs(BundleContext context, @Reference Cordon cordon) {
        publisher = new VerbPublisher(context, Verbs.ofSnaps(cordon));
    }

    @Deactivate
    void stop() {
        publisher.close();
    }
}
