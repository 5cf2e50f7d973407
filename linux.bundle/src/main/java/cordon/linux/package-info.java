/**
 * The kernel as Java sees it: system calls, libc and libseccomp, and nothing of Cordon's policy. The only package that
 * declares native functions.
 */
@Export
@Version("1.0.0")
package cordon.linux;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
