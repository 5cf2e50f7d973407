package cordon.backend.cgroup;

import cordon.linux.Fd;
import cordon.linux.LinuxException;

/** Tells the kernel which devices the processes of a group may use. Used by one thread at a time. */
sealed interface DeviceControl extends AutoCloseable permits DevicesV1, DevicesV2 {

    /**
     * Makes a set count for all processes that are or come in the group, at once.
     *
     * @param group directory of the group
     * @throws LinuxException when it cannot; then no more is allowed than before or than the set says
     */
    void apply(Fd group, DeviceSet allowed) throws LinuxException;

    @Override
    void close();
}
