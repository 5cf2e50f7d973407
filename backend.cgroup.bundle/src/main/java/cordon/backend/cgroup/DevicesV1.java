package cordon.backend.cgroup;

import cordon.api.policy.DeviceRule;
import cordon.api.policy.DeviceRule.Access;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The devices controller of cgroup v1. A new group has what its parent has, which is all; {@code a} in {@code devices.deny} takes all, and a
 * line in {@code devices.allow} or {@code devices.deny} gives or takes the accesses of one entry. So a change takes what is too much, then
 * gives what is missing, and never allows more than before and after.
 */
final class DevicesV1 implements DeviceControl {
    private static final int LARGEST = 16 << 20;
    private static final Pattern LINE = Pattern.compile("([abc]) (\\*|\\d+):(\\*|\\d+) ([rwm]*)");

    @Override
    public void apply(Fd group, DeviceSet allowed) throws LinuxException {
        try (Fd deny = open(group, "devices.deny", OpenFlags.O_WRONLY); Fd allow = open(group, "devices.allow", OpenFlags.O_WRONLY)) {
            SortedMap<Device, Set<Access>> present = present(group, deny);
            for (Map.Entry<Device, Set<Access>> entry : present.entrySet()) {
                write(deny, entry.getKey(), difference(entry.getValue(), allowed.access().get(entry.getKey())));
            }
            for (Map.Entry<Device, Set<Access>> entry : allowed.access().entrySet()) {
                give(allow, entry.getKey(), difference(entry.getValue(), present.get(entry.getKey())));
            }
        }
    }

    /** What the parent may not do cannot be given: the framework runs in a container that lacks the device. It stays refused. */
    private static void give(Fd allow, Device device, Set<Access> access) throws LinuxException {
        try {
            write(allow, device, access);
        } catch (LinuxException e) {
            if (e.errno() != Errno.EPERM) {
                throw e;
            }
        }
    }

    private static SortedMap<Device, Set<Access>> present(Fd group, Fd deny) throws LinuxException {
        SortedMap<Device, Set<Access>> present = new TreeMap<>();
        try (Fd list = open(group, "devices.list", OpenFlags.O_RDONLY)) {
            for (String line : new String(Io.readAll(list, LARGEST), StandardCharsets.US_ASCII).split("\n")) {
                Matcher parts = LINE.matcher(line);
                if (!line.isEmpty() && (!parts.matches() || parts.group(1).equals("a") || parts.group(2).equals("*"))) {
                    // All is allowed, or something that is none of ours: from nothing on.
                    Io.write(deny, "a".getBytes(StandardCharsets.US_ASCII));
                    return new TreeMap<>();
                }
                if (!line.isEmpty()) {
                    DeviceRule.Type type = parts.group(1).equals("c") ? DeviceRule.Type.CHAR : DeviceRule.Type.BLOCK;
                    int minor = parts.group(3).equals("*") ? DeviceRule.ANY : Integer.parseInt(parts.group(3));
                    present.put(new Device(type, Integer.parseInt(parts.group(2)), minor), letters(parts.group(4)));
                }
            }
        }
        return present;
    }

    private static void write(Fd file, Device device, Set<Access> access) throws LinuxException {
        if (access.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(device.type() == DeviceRule.Type.CHAR ? "c " : "b ").append(device.major()).append(':')
                .append(device.minor() == DeviceRule.ANY ? "*" : String.valueOf(device.minor())).append(' ');
        access.forEach(one -> line.append(one.letter()));
        Io.write(file, line.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static Set<Access> difference(Set<Access> of, Set<Access> without) {
        Set<Access> left = EnumSet.copyOf(of);
        if (without != null) {
            left.removeAll(without);
        }
        return left;
    }

    private static Set<Access> letters(String text) {
        Set<Access> found = EnumSet.noneOf(Access.class);
        for (Access one : Access.values()) {
            if (text.indexOf(one.letter()) >= 0) {
                found.add(one);
            }
        }
        return found;
    }

    private static Fd open(Fd group, String file, int flags) throws LinuxException {
        return Paths.open(group, file, flags, 0, Paths.BENEATH);
    }

    @Override
    public void close() {
        // Nothing is held between calls.
    }
}
