package cordon.core.signing;

import cordon.core.site.SiteFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Date;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** What the site demands, asked anew each time. Thread-safe. */
public final class Signatures {
    private final Path root;
    private final SiteFile site;
    private volatile boolean understood;

    /** @param root the directory of all state */
    public Signatures(Path root) {
        this.root = root;
        this.site = new SiteFile(root);
    }

    /** What is demanded now. A setting that cannot be used changes nothing; one that never could be may demand signatures. */
    public Demand demand() {
        SiteFile.Reading now = site.now();
        if (now.problem().isEmpty()) {
            understood = true;
        }
        return now.site().signed() || !understood ? new Demand(Optional.of(TrustedSigners.of(root))) : Demand.NOTHING;
    }

    /** Who signed a bundle; a bundle that cannot be read is damaged. */
    public static Signature of(Bundle bundle) {
        try {
            return SignatureReader.of(bundle);
        } catch (IOException e) {
            return Signature.damaged("it cannot be read: " + e.getMessage());
        }
    }

    /** Why a bundle may not be used now. */
    public Optional<String> objection(Bundle bundle) {
        return demand().objection(of(bundle), new Date());
    }
}
