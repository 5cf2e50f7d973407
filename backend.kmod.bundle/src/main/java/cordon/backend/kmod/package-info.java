/**
 * The kmod backend: loads the kernel modules that connections ask for. It enforces nothing, so no command needs it to launch.
 *
 * <p>Facts are from modprobe(8), modprobe.d(5), init_module(2), capabilities(7) and the kernel's {@code admin-guide/sysctl/kernel.rst}.
 */
package cordon.backend.kmod;
