/**
 * The AppArmor backend: a profile a command, named by its security label, which the kernel enforces on files, capabilities, sockets and
 * other processes from the exec on. All that no rule allows is refused.
 *
 * <p>The text of a profile is AppArmor's own language (apparmor.d(5)) and includes no file of the host, so that what it means is
 * seen in one place. {@code apparmor_parser} compiles and loads it.
 */
package cordon.backend.apparmor;
