package cordon.shell;

import cordon.api.launch.PlanRunner;
import cordon.core.Cordon;
import cordon.core.Deployments;
import cordon.core.Learning;
import cordon.shell.verbs.Verbs;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Publishes the verbs of the core, while it is here. */
@Component(service = SnapVerbs.class, immediate = true)
public final class SnapVerbs {
    private final VerbPublisher publisher;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private volatile Deployments deployments;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    private volatile Learning learning;

    /** Publishes. */
    @Activate
    public SnapVerbs(BundleContext context, @Reference Cordon cordon, @Reference PlanRunner runner) {
        publisher = new VerbPublisher(context, Verbs.ofSnaps(cordon, runner, () -> Optional.ofNullable(deployments), () -> Optional.ofNullable(learning)));
    }

    @Deactivate
    void stop() {
        publisher.close();
    }
}
