/**
 * Who may have what: the rules by which plugs and slots are installed, connected, and connected without being asked for.
 */
@Export
@Version("1.0.0")
package cordon.api.admission;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
