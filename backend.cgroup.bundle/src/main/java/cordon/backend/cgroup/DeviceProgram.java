package cordon.backend.cgroup;

import cordon.api.policy.DeviceRule;
import cordon.api.policy.DeviceRule.Access;
import cordon.linux.Bpf;
import cordon.linux.CgroupHook;
import cordon.linux.EbpfCode;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;

/**
 * The program that decides on devices: it looks the device up in a map, once by its number and once by its major number alone, and
 * allows what both together do. Its length does not depend on how many devices there are. Stateless.
 */
final class DeviceProgram {
    private static final String NAME = "cordon_devices";
    // struct bpf_cgroup_dev_ctx: the access in the upper half of the first word, the type in the lower.
    private static final int ACCESS_AND_TYPE = 0;
    private static final int MAJOR = 4;
    private static final int MINOR = 8;
    // The key on the stack, three words from the top down.
    private static final int KEY_SIZE = 12;
    private static final int KEY = -12;
    private static final int FRAME = 10;
    /** As a minor number, none that a device has: it stands for all. */
    private static final int ALL_MINORS = -1;

    private DeviceProgram() {
    }

    /** Makes map and program; the program keeps the map. */
    static Fd load(DeviceSet allowed) throws LinuxException {
        try (Fd map = Bpf.hashMap(NAME, KEY_SIZE, Integer.BYTES, Math.max(1, allowed.access().size()))) {
            for (Map.Entry<Device, Set<Access>> entry : allowed.access().entrySet()) {
                Bpf.put(map, key(entry.getKey()), words(bits(entry.getValue())));
            }
            return Bpf.load(CgroupHook.DEVICE, code(map), NAME);
        }
    }

    private static EbpfCode code(Fd map) {
        EbpfCode code = new EbpfCode();
        // 6: the access that is wanted; 7: what is allowed.
        code.load(6, 1, ACCESS_AND_TYPE).copy(2, 6).and(2, 0xffff).store(FRAME, KEY, 2).shiftRight(6, 16);
        code.load(2, 1, MAJOR).store(FRAME, KEY + 4, 2);
        code.load(2, 1, MINOR).store(FRAME, KEY + 8, 2);
        code.set(7, 0);
        lookUp(code, map);
        code.storeValue(FRAME, KEY + 8, ALL_MINORS);
        lookUp(code, map);
        // A device that is not in the map is refused, whatever is wanted of it.
        code.set(0, 0).skipUnlessZero(7, 1).exit();
        code.xor(7, -1).andRegister(6, 7).skipUnlessZero(6, 1).set(0, 1).exit();
        return code;
    }

    private static void lookUp(EbpfCode code, Fd map) {
        code.map(1, map).copy(2, FRAME).plus(2, KEY).call(EbpfCode.MAP_LOOKUP_ELEM);
        code.skipIfZero(0, 2).load(0, 0, 0).orRegister(7, 0);
    }

    private static byte[] key(Device device) {
        return words(device.type() == DeviceRule.Type.BLOCK ? 1 : 2, device.major(), device.minor() == DeviceRule.ANY ? ALL_MINORS : device.minor());
    }

    /** BPF_DEVCG_ACC_*. */
    private static int bits(Set<Access> access) {
        int bits = 0;
        for (Access one : access) {
            bits |= switch (one) {
                case MKNOD -> 1;
                case READ -> 2;
                case WRITE -> 4;
            };
        }
        return bits;
    }

    private static byte[] words(int... words) {
        ByteBuffer buffer = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.nativeOrder());
        for (int word : words) {
            buffer.putInt(word);
        }
        return buffer.array();
    }
}
