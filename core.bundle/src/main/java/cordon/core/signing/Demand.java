package cordon.core.signing;

import cordon.core.site.SiteText;
import java.util.Date;
import java.util.Optional;

/**
 * Whether bundles from outside must be signed at one moment, and by whom. Immutable.
 *
 * @param signers whom the site trusts; empty when it demands nothing
 */
public record Demand(Optional<TrustedSigners> signers) {
    /** Of a site that demands nothing. */
    public static final Demand NOTHING = new Demand(Optional.empty());

    /** Why a bundle with this signature may not be used at that time. A signature that does not hold is worse than none, at any site. */
    public Optional<String> objection(Signature signature, Date time) {
        if (signers.isPresent()) {
            return signers.get().objection(signature, time).map(why -> why + "; the site demands that (" + SiteText.SIGNED + ")");
        }
        return signature.damage().map(why -> "its signature does not hold: " + why);
    }
}
