/**
 * What an application may do, as immutable, typed rules. Pure values: nothing here reads or changes the system.
 */
@Export
@Version("1.0.0")
package cordon.api.policy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
