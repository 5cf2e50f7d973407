package cordon.backend.cgroup;

import cordon.api.policy.DeviceRule;
import cordon.linux.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * A record of {@link DeviceLog}. Immutable.
 *
 * @param group   number of the control group
 * @param pid     of the process; 0 when the kernel does not tell
 * @param access  that was wanted
 * @param program what the process calls itself; empty when the kernel does not tell
 */
record RefusedDevice(long group, int pid, Device device, Set<DeviceRule.Access> access, String program) {

    /** Empty for one that no rule could have allowed: its numbers are none, or nothing was wanted of it. */
    static Optional<RefusedDevice> read(byte[] record) {
        ByteBuffer in = ByteBuffer.wrap(record).order(ByteOrder.nativeOrder());
        Set<DeviceRule.Access> access = DeviceProgram.access(in.getInt(16));
        int major = in.getInt(24);
        int minor = in.getInt(28);
        if (access.isEmpty() || major < 0 || major > 4095 || minor < 0 || minor > 1_048_575) {
            return Optional.empty();
        }
        int end = DeviceLog.RECORD_SIZE - DeviceLog.NAME_SIZE;
        while (end < DeviceLog.RECORD_SIZE && record[end] != 0) {
            end++;
        }
        int start = DeviceLog.RECORD_SIZE - DeviceLog.NAME_SIZE;
        return Optional.of(new RefusedDevice(in.getLong(0), (int) (in.getLong(8) >>> 32), new Device(DeviceProgram.type(in.getInt(20)), major, minor), access,
                Text.decode(record, start, end - start)));
    }
}
