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
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The program that decides on devices: it looks the device up in a map, once by its number and once by its major number alone, and
 * allows what both together do. What it refuses it tells, where it is given a log. Its length does not depend on how many devices there are. Stateless.
 */
final class DeviceProgram {
    private static final String NAME = "cordon_devices";
    // struct bpf_cgroup_dev_ctx: the access in the upper half of the first word, the type in the lower.
    static final int ACCESS_AND_TYPE = 0;
    static final int TYPE = 0xffff;
    static final int MAJOR = 4;
    static final int MINOR = 8;
    /** The register with the top of the stack. */
    static final int FRAME = 10;
    private static final int BLOCK = 1;
    private static final int CHAR = 2;
    // The key on the stack, three words from the top down.
    private static final int KEY_SIZE = 12;
    private static final int KEY = -12;
    /** As a minor number, none that a device has: it stands for all. */
    private static final int ALL_MINORS = -1;

    private DeviceProgram() {
    }

    /** Makes map and program; the program keeps the maps. @param log null where nothing is told */
    static Fd load(DeviceSet allowed, DeviceLog log) throws LinuxException {
        try (Fd map = Bpf.hashMap(NAME, KEY_SIZE, Integer.BYTES, Math.max(1, allowed.access().size()))) {
            for (Map.Entry<Device, Set<Access>> entry : allowed.access().entrySet()) {
                Bpf.put(map, key(entry.getKey()), words(bits(entry.getValue())));
            }
            return Bpf.load(CgroupHook.DEVICE, code(map, log), NAME);
        }
    }

    private static EbpfCode code(Fd map, DeviceLog log) {
        EbpfCode code = new EbpfCode();
        // 6: the access that is wanted; 7: what is allowed; 9: the context.
        code.copy(9, 1).load(6, 1, ACCESS_AND_TYPE).copy(2, 6).and(2, TYPE).store(FRAME, KEY, 2).shiftRight(6, 16);
        code.load(2, 1, MAJOR).store(FRAME, KEY + 4, 2);
        code.load(2, 1, MINOR).store(FRAME, KEY + 8, 2);
        code.set(7, 0);
        lookUp(code, map);
        code.storeValue(FRAME, KEY + 8, ALL_MINORS);
        lookUp(code, map);
        // A device that is not in the map is refused, whatever is wanted of it.
        EbpfCode allow = new EbpfCode().set(0, 1).exit();
        code.unlessZero(7, new EbpfCode().xor(7, -1).andRegister(7, 6).whenZero(7, allow));
        if (log != null) {
            code.then(log.piece(6, 9, KEY));
        }
        return code.set(0, 0).exit();
    }

    private static void lookUp(EbpfCode code, Fd map) {
        code.map(1, map).copy(2, FRAME).plus(2, KEY).call(EbpfCode.MAP_LOOKUP_ELEM);
        code.skipIfZero(0, 2).load(0, 0, 0).orRegister(7, 0);
    }

    private static byte[] key(Device device) {
        return words(device.type() == DeviceRule.Type.BLOCK ? BLOCK : CHAR, device.major(), device.minor() == DeviceRule.ANY ? ALL_MINORS : device.minor());
    }

    private static int bits(Set<Access> access) {
        return access.stream().mapToInt(DeviceProgram::bit).reduce(0, (one, other) -> one | other);
    }

    /** BPF_DEVCG_ACC_*. */
    private static int bit(Access access) {
        return switch (access) {
            case MKNOD -> 1;
            case READ -> 2;
            case WRITE -> 4;
        };
    }

    /** The accesses in bits that the kernel gave. */
    static Set<Access> access(int bits) {
        return Arrays.stream(Access.values()).filter(one -> (bits & bit(one)) != 0).collect(Collectors.toUnmodifiableSet());
    }

    /** The type that the kernel gave. */
    static DeviceRule.Type type(int type) {
        return type == BLOCK ? DeviceRule.Type.BLOCK : DeviceRule.Type.CHAR;
    }

    private static byte[] words(int... words) {
        ByteBuffer buffer = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.nativeOrder());
        for (int word : words) {
            buffer.putInt(word);
        }
        return buffer.array();
    }
}
