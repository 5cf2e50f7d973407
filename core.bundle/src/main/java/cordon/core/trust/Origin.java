package cordon.core.trust;

import cordon.core.signing.Evidence;
import cordon.core.signing.Signature;
import java.util.function.Supplier;

/**
 * Where a service comes from.
 *
 * @param bundle    and version
 * @param signature of that bundle
 * @param hash      of its content
 */
record Origin(String bundle, Signature signature, Supplier<String> hash) {
    /** Asks at once who signed it. */
    static Origin of(String bundle, Evidence evidence) {
        return new Origin(bundle, evidence.signature().get(), evidence.hash());
    }
}
