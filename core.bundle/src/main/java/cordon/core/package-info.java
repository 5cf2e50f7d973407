/**
 * The service that every way in calls: the shell, the control socket, later the web console. Nothing else of the core is
 * public.
 */
@Export
@Version("1.5.0")
package cordon.core;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
