package cordon.core;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;

/** Says of bundles from outside the distribution whether they may be used at this site, before any code of them runs. Thread-safe. */
@ProviderType
public interface BundleSignatures {

    /**
     * Why a bundle may not be used: its signature does not hold, or the site demands one that is not there.
     *
     * @param bundle that is installed; it need not be resolved
     */
    Optional<String> objection(Bundle bundle);
}
