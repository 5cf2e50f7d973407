package cordon.backend.cgroup;

import cordon.api.policy.DeviceRule;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What may be done with which devices, by number; nothing with all others. Immutable.
 *
 * @param access by device
 */
record DeviceSet(SortedMap<Device, Set<DeviceRule.Access>> access) {
    /** No device at all. */
    static final DeviceSet NONE = new DeviceSet(new TreeMap<>());

    DeviceSet {
        access = Collections.unmodifiableSortedMap(new TreeMap<>(access));
    }

    /** Gathers a set; accesses to one device add up. */
    static final class Builder {
        private final SortedMap<Device, Set<DeviceRule.Access>> access = new TreeMap<>();

        void add(Device device, Set<DeviceRule.Access> more) {
            access.computeIfAbsent(device, one -> EnumSet.noneOf(DeviceRule.Access.class)).addAll(more);
        }

        DeviceSet build() {
            return new DeviceSet(access);
        }
    }
}
