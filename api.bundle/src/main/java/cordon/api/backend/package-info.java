/**
 * The contract of an enforcement backend: how a policy becomes profiles, and profiles become part of a launch.
 */
@Export
@Version("1.0.0")
package cordon.api.backend;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
