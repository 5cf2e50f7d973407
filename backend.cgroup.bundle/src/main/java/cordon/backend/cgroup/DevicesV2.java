package cordon.backend.cgroup;

import cordon.linux.Bpf;
import cordon.linux.CgroupHook;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Devices by a BPF program of the group. A change is a new program in the place of the old one, at once. Most commands have the same
 * devices, so that a few programs are kept for the next group.
 */
final class DevicesV2 implements DeviceControl {
    private static final int MOST_KEPT = 16;

    private final DeviceLog log;
    private final LinkedHashMap<DeviceSet, Fd> programs = new LinkedHashMap<>(16, 0.75f, true);

    /** @param log where programs tell what they refuse; null where they do not. It stays the caller's */
    DevicesV2(DeviceLog log) {
        this.log = log;
    }

    @Override
    public void apply(Fd group, DeviceSet allowed) throws LinuxException {
        Fd program = programs.get(allowed);
        if (program == null) {
            program = DeviceProgram.load(allowed, log);
            programs.put(allowed, program);
        }
        Bpf.attach(group, CgroupHook.DEVICE, program);
        if (programs.size() > MOST_KEPT) {
            Map.Entry<DeviceSet, Fd> eldest = programs.entrySet().iterator().next();
            programs.remove(eldest.getKey()).close();
        }
    }

    @Override
    public void close() {
        programs.values().forEach(Fd::close);
        programs.clear();
    }
}
