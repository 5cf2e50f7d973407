package cordon.core;

import cordon.core.signing.Signatures;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The component for those who start bundles. It is here before the service {@link Cordon}, which waits for the end of the start. */
@Component(service = BundleSignatures.class)
public final class SignatureService implements BundleSignatures {
    private final Signatures signatures;

    /** Reads nothing yet. @throws CordonException when the root cannot be used */
    @Activate
    public SignatureService(BundleContext context) throws CordonException {
        signatures = new Signatures(CordonService.root(context));
    }

    @Override
    public Optional<String> objection(Bundle bundle) {
        return signatures.objection(bundle);
    }
}
