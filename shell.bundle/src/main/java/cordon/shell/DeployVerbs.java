package cordon.shell;

import cordon.core.Deployments;
import cordon.shell.verbs.Verbs;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Publishes the verbs of deployment, while there is somebody who deploys. */
@Component(service = DeployVerbs.class, immediate = true)
public final class DeployVerbs {
    private final VerbPublisher publisher;

    /** Publishes. */
    @Activate
    public DeployVerbs(BundleContext context, @Reference Deployments deployments) {
        publisher = new VerbPublisher(context, Verbs.ofDeployments(deployments));
    }

    @Deactivate
    void stop() {
        publisher.close();
    }
}
