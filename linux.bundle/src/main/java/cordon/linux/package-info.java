/**
 * The kernel as Java sees it: system calls, libc and libseccomp, and nothing of Cordon's policy. The only package that
 * declares native functions.
 *
 * <p>It needs Linux 5.12, glibc 2.34 and, for filters, libseccomp 2.5, on amd64 or arm64. What a kernel may lack beyond
 * that (Landlock, loop devices, SO_PEERPIDFD) is asked for and reported by the class concerned. Every descriptor is
 * close-on-exec. No method changes the namespaces, credentials or filters of this process.
 */
@Export
@Version("1.0.0")
package cordon.linux;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
