/**
 * What every interface has to hold, as JUnit 5 tests. An author extends {@link cordon.testkit.InterfaceConformance} for the rules that the interface
 * makes, and {@link cordon.testkit.LiveConformance} for what a daemon and the kernel make of them.
 */
@Export
@Version("1.0.0")
package cordon.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
