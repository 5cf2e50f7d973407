package cordon.backend.cgroup;

import cordon.api.policy.DeviceRule;
import java.util.Comparator;

/**
 * A device, or all of a major number. Immutable.
 *
 * @param type  character or block
 * @param major number
 * @param minor number, or {@link DeviceRule#ANY}
 */
record Device(DeviceRule.Type type, int major, int minor) implements Comparable<Device> {
    private static final Comparator<Device> ORDER = Comparator.comparing(Device::type).thenComparingInt(Device::major).thenComparingInt(Device::minor);

    @Override
    public int compareTo(Device other) {
        return ORDER.compare(this, other);
    }
}
