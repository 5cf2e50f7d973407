package cordon.backend.cgroup;

import cordon.api.policy.DeviceRule;
import cordon.api.policy.UdevRule;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From the rules of a profile to the numbers of devices, as the devices are now. A name stands for the device that the kernel calls so: a
 * node that somebody made, or whose device is gone and whose number means another one by now, opens nothing. Immutable.
 */
final class Resolver {
    private static final Set<DeviceRule.Access> USE = Set.of(DeviceRule.Access.READ, DeviceRule.Access.WRITE);

    private final List<SysfsDevice> present;
    private final Map<String, SysfsDevice> byName = new HashMap<>();

    Resolver(List<SysfsDevice> present) {
        this.present = List.copyOf(present);
        present.forEach(device -> byName.put(device.device().type() + device.node(), device));
    }

    DeviceSet resolve(CgroupProfile profile) throws IOException {
        DeviceSet.Builder set = new DeviceSet.Builder();
        for (DeviceRule rule : profile.devices()) {
            if (rule.node() == null) {
                set.add(new Device(rule.type(), rule.major(), rule.minor()), rule.access());
            } else if (rule.node().isLiteral()) {
                SysfsDevice device = byName.get(rule.type() + rule.node().text());
                if (device != null) {
                    set.add(device.device(), rule.access());
                }
            } else {
                named(rule, set);
            }
        }
        for (UdevRule rule : new HashSet<>(profile.udev())) {
            for (SysfsDevice device : present) {
                if (device.isMeantBy(rule)) {
                    set.add(device.device(), USE);
                }
            }
        }
        return set.build();
    }

    private void named(DeviceRule rule, DeviceSet.Builder set) {
        String pattern = rule.node().text();
        String start = pattern.split("[*?\\[{@]", 2)[0];
        for (SysfsDevice device : present) {
            boolean near = device.device().type() == rule.type() && device.node().startsWith(start);
            if (near && rule.node().matches(device.node(), Map.of())) {
                set.add(device.device(), rule.access());
            }
        }
    }
}
