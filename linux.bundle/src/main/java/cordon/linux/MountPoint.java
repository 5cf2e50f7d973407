package cordon.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One mount of a process's namespace, as its {@code mountinfo} says (proc_pid_mountinfo(5)).
 *
 * @param id       of the mount, see {@link Stat#mountId()}
 * @param parentId of the mount it is on
 * @param root     path within the file system that is the root of the mount
 * @param target   where it is mounted, as seen from the process's root
 * @param options  of the mount, as {@code rw,nosuid}
 * @param shared   whether mounts below are seen in other namespaces
 * @param type     of the file system
 * @param source   a device, or a name
 */
public record MountPoint(int id, int parentId, String root, String target, String options, boolean shared, String type,
        String source) {
    private static final int LIMIT = 64 << 20;

    /** All mounts of this process's namespace, a mount after those it is on. */
    public static List<MountPoint> all() throws LinuxException {
        return of("self");
    }

    /** All mounts of another process's namespace. @throws LinuxException ENOENT, ESRCH or EINVAL when it has ended */
    public static List<MountPoint> of(int pid) throws LinuxException {
        return of(Integer.toString(pid));
    }

    private static List<MountPoint> of(String process) throws LinuxException {
        try (Fd file = Paths.openFollowing("/proc/" + process + "/mountinfo", OpenFlags.O_RDONLY)) {
            // Any byte but NUL may stand in a name: as Latin-1 each is one character until the escapes are undone.
            return parse(new String(Io.readAll(file, LIMIT), StandardCharsets.ISO_8859_1));
        }
    }

    /** The lines of the file, a byte a character. */
    static List<MountPoint> parse(String mountinfo) {
        List<MountPoint> found = new ArrayList<>();
        for (String line : mountinfo.split("\n")) {
            if (!line.isEmpty()) {
                found.add(parseLine(line.split(" ", -1)));
            }
        }
        return List.copyOf(found);
    }

    /** Fields: id parent device root target options [optional ...] - type source superblock-options. */
    private static MountPoint parseLine(String[] field) {
        int dash = 6;
        boolean shared = false;
        for (; !field[dash].equals("-"); dash++) {
            shared |= field[dash].startsWith("shared:");
        }
        return new MountPoint(Integer.parseInt(field[0]), Integer.parseInt(field[1]), unescape(field[3]),
                unescape(field[4]), field[5], shared, unescape(field[dash + 1]), unescape(field[dash + 2]));
    }

    /** The kernel writes space, tab, newline and backslash as three octal digits after a backslash. */
    private static String unescape(String field) {
        byte[] bytes = new byte[field.length()];
        int length = 0;
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && i + 3 < field.length()) {
                bytes[length++] = (byte) Integer.parseInt(field.substring(i + 1, i + 4), 8);
                i += 3;
            } else {
                bytes[length++] = (byte) field.charAt(i);
            }
        }
        return Text.decode(bytes, 0, length);
    }
}
