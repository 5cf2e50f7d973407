/**
 * A daemon for one occasion, on a state root of its own and with copies of the host's directories, in which an interface is connected and its check
 * lines are tried on the kernel that runs. Needs a distribution and root. Knows no test framework.
 */
@Export
@Version("1.0.0")
package cordon.testkit.scratch;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
