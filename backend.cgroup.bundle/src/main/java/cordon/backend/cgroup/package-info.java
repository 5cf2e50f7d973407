/**
 * The cgroup backend: which devices a command may use, and the cut of its network, by one control group a command. Changes reach
 * processes that run.
 *
 * <p>Facts are from the kernel's {@code admin-guide/cgroup-v1/devices.rst}, {@code admin-guide/cgroup-v2.rst} and bpf(2), and from
 * systemd's {@code CGROUP_DELEGATION}.
 */
package cordon.backend.cgroup;
