/**
 * Snaps and what they declare: names, plugs, slots, attributes and connections, as immutable values.
 */
@Export
@Version("1.0.0")
package cordon.api.snap;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
