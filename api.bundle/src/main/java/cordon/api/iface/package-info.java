/**
 * The contract of an interface: what a connection of a plug and a slot grants.
 */
@Export
@Version("1.0.0")
package cordon.api.iface;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
