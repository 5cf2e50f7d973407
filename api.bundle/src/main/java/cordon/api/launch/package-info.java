/**
 * A launch as data: the ordered, typed steps that end in the application's own program.
 */
@Export
@Version("1.0.0")
package cordon.api.launch;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
