package cordon.core.signing;

import java.util.function.Supplier;
import org.osgi.framework.Bundle;

/**
 * What can be found out about a bundle, when somebody asks.
 *
 * @param signature who signed it
 * @param hash      SHA-256 of its content, hexadecimal; empty when it cannot be read
 */
public record Evidence(Supplier<Signature> signature, Supplier<String> hash) {
    /** About a bundle that is installed. */
    public static Evidence of(Bundle bundle) {
        return new Evidence(() -> Signatures.of(bundle), () -> ContentHash.of(bundle));
    }
}
