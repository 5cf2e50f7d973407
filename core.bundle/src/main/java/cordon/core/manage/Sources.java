package cordon.core.manage;

import cordon.api.admission.SystemKind;
import cordon.api.backend.Backend;
import cordon.api.iface.Interface;
import cordon.core.admission.Admission;
import cordon.core.registry.Whiteboard;
import cordon.core.site.SiteFile;
import cordon.core.trust.Judge;
import cordon.core.trust.Trust;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where moments come from: what bundles offer, what the site says, and who judges what comes from outside. Thread-safe.
 *
 * @param system that this is
 */
record Sources(Whiteboard<Interface> interfaces, Whiteboard<Backend> backends, SiteFile site, SystemKind system, Trust trust) {

    /** What is offered and demanded now. */
    World.Services now() {
        Whiteboard.Moment<Interface> present = interfaces.now();
        Whiteboard.Moment<Backend> enforcing = backends.now();
        boolean foreign = present.catalog().hasForeign() || enforcing.catalog().hasForeign();
        Optional<Judge> judge = foreign ? Optional.of(trust.judge()) : Optional.empty();
        SiteFile.Reading reading = site.now();
        return new World.Services(present, enforcing, reading, new Admission(reading.site().interfaces(), system), judge);
    }

    /** Where the site's setting is, for messages. */
    Path siteFile() {
        return site.path();
    }
}
