/**
 * What the tests of a backend compile and plan: policies of given rules, and launches of their commands.
 */
@Export
@Version("1.0.0")
package cordon.testkit.backend;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
