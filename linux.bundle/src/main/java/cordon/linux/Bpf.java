package cordon.linux;

import com.sun.jna.Native;
import cordon.linux.internal.Abi;
import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import java.nio.charset.StandardCharsets;

/**
 * Programs of control groups (bpf(2), cgroup v2). Maps and programs are descriptors; a program keeps the maps that it names, and a
 * group the programs that are attached to it, beyond the life of the process. Needs {@code CAP_SYS_ADMIN}. Stateless.
 */
public final class Bpf {
    private static final int MAP_CREATE = 0;
    private static final int MAP_LOOKUP_ELEM = 1;
    private static final int MAP_UPDATE_ELEM = 2;
    private static final int PROG_LOAD = 5;
    private static final int PROG_ATTACH = 8;
    private static final int PROG_DETACH = 9;
    private static final int MAP_TYPE_HASH = 1;
    private static final int MAP_TYPE_ARRAY = 2;
    private static final int MAP_TYPE_LRU_HASH = 9;
    private static final int MAP_TYPE_RINGBUF = 27;
    /** Memory is taken as elements come. */
    private static final int NO_PREALLOC = 1;
    /** Up to and with {@code expected_attach_type}, the last that is used here; the kernel takes any prefix of its union. */
    private static final int ATTR_SIZE = 72;
    private static final int NAME_SIZE = 16;

    private Bpf() {
    }

    /**
     * Makes a hash map.
     *
     * @param name      for people, of letters, digits and {@code _}; cut to 15
     * @param keySize   bytes
     * @param valueSize bytes
     * @param entries   the most that it can hold, at least 1
     */
    public static Fd hashMap(String name, int keySize, int valueSize, int entries) throws LinuxException {
        return map(MAP_TYPE_HASH, name, keySize, valueSize, entries, NO_PREALLOC);
    }

    /** As {@link #hashMap}; when it is full, what was not used for long makes room (Linux 4.10). */
    public static Fd forgettingMap(String name, int keySize, int valueSize, int entries) throws LinuxException {
        return map(MAP_TYPE_LRU_HASH, name, keySize, valueSize, entries, 0);
    }

    /** An array of values, zeroed; a key is an index of 32 bits. */
    public static Fd array(String name, int valueSize, int entries) throws LinuxException {
        return map(MAP_TYPE_ARRAY, name, Integer.BYTES, valueSize, entries, 0);
    }

    /**
     * A ring into which programs put records for {@link BpfRing} (Linux 5.8).
     *
     * @param size bytes, a power of two and of whole pages
     */
    static Fd ring(String name, int size) throws LinuxException {
        return map(MAP_TYPE_RINGBUF, name, 0, 0, size, 0);
    }

    private static Fd map(int type, String name, int keySize, int valueSize, int entries, int flags) throws LinuxException {
        try (Block attr = new Block(ATTR_SIZE)) {
            attr.putInt(0, type).putInt(4, keySize).putInt(8, valueSize).putInt(12, entries).putInt(16, flags);
            name(attr, 28, name);
            return Fd.of((int) bpf(MAP_CREATE, attr, "make a map of " + entries + " entries"));
        }
    }

    /** The value of a key. @throws LinuxException ENOENT when there is none */
    public static byte[] get(Fd map, byte[] key, int valueSize) throws LinuxException {
        try (Block attr = new Block(ATTR_SIZE); Block k = Block.of(key); Block v = new Block(valueSize)) {
            attr.putInt(0, map.number()).putLong(8, k.address()).putLong(16, v.address());
            bpf(MAP_LOOKUP_ELEM, attr, "look into a map");
            return v.get(0, valueSize);
        }
    }

    /** Sets the value of a key; both have the sizes of the map. */
    public static void put(Fd map, byte[] key, byte[] value) throws LinuxException {
        try (Block attr = new Block(ATTR_SIZE); Block k = Block.of(key); Block v = Block.of(value)) {
            attr.putInt(0, map.number()).putLong(8, k.address()).putLong(16, v.address());
            bpf(MAP_UPDATE_ELEM, attr, "add to a map");
        }
    }

    /**
     * Has a program checked and loaded.
     *
     * @param hook where it will be attached
     * @param name for people, of letters, digits and {@code _}; cut to 15
     */
    public static Fd load(CgroupHook hook, EbpfCode code, String name) throws LinuxException {
        byte[] instructions = code.bytes();
        try (Block attr = new Block(ATTR_SIZE); Block program = Block.of(instructions); Block licence = Block.of(Text.cString("Apache-2.0"))) {
            attr.putInt(0, hook.programType()).putInt(4, instructions.length / EbpfCode.INSTRUCTION_SIZE).putLong(8, program.address());
            attr.putLong(16, licence.address()).putInt(68, hook.attachType());
            name(attr, 48, name);
            return Fd.of((int) bpf(PROG_LOAD, attr, "load the program " + name));
        }
    }

    /**
     * Attaches a program to a group, in the place of the one that is there: at any moment one of the two counts. Programs of
     * the groups above go on to count too where they allow others below.
     *
     * @param group a directory of a cgroup2 file system
     */
    public static void attach(Fd group, CgroupHook hook, Fd program) throws LinuxException {
        try (Block attr = new Block(ATTR_SIZE)) {
            attr.putInt(0, group.number()).putInt(4, program.number()).putInt(8, hook.attachType());
            bpf(PROG_ATTACH, attr, "attach a program to a control group");
        }
    }

    /** Detaches what {@link #attach} attached; nothing when there is none. */
    public static void detach(Fd group, CgroupHook hook) throws LinuxException {
        try (Block attr = new Block(ATTR_SIZE)) {
            attr.putInt(0, group.number()).putInt(8, hook.attachType());
            if (call(PROG_DETACH, attr) < 0 && Native.getLastError() != Errno.ENOENT) {
                throw Call.failure(() -> "detach a program from a control group");
            }
        }
    }

    private static void name(Block attr, int at, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        attr.put(at, bytes, 0, Math.min(bytes.length, NAME_SIZE - 1));
    }

    private static long bpf(int command, Block attr, String doing) throws LinuxException {
        return Call.check(call(command, attr), () -> doing);
    }

    private static long call(int command, Block attr) {
        return Libc.syscall(Abi.HOST.bpf, command, attr.address(), ATTR_SIZE, 0, 0);
    }
}
