package cordon.api.policy;

import java.util.EnumSet;
import java.util.Set;

/**
 * Access to device nodes, by number or by the names that they have in {@code /dev}. Exactly one of number and pattern is
 * given.
 *
 * @param type   character or block device
 * @param major  major number, or {@link #ANY}; with a pattern {@link #ANY}
 * @param minor  minor number, or {@link #ANY}
 * @param node   pattern below {@code /dev}, or null
 * @param access what may be done; never empty
 */
public record DeviceRule(Type type, int major, int minor, PathPattern node, Set<Access> access) implements Rule {
    /** Any number. */
    public static final int ANY = -1;

    /** The kind of a device node. */
    public enum Type {
        /** Character device. */ CHAR,
        /** Block device. */ BLOCK
    }

    /** What may be done with a node. */
    public enum Access {
        /** Open for reading. */ READ('r'),
        /** Open for writing. */ WRITE('w'),
        /** Make the node, mknod(2). */ MKNOD('m');

        private final char letter;

        Access(char letter) {
            this.letter = letter;
        }

        /** The letter of the device cgroup. */
        public char letter() {
            return letter;
        }
    }

    /** @throws IllegalArgumentException when numbers are out of range, or both or neither of number and pattern are given */
    public DeviceRule {
        access = Set.copyOf(access);
        if (access.isEmpty()) {
            throw new IllegalArgumentException("a device rule names no access; there are r, w and m");
        }
        if (node != null && (major != ANY || minor != ANY)) {
            throw new IllegalArgumentException("a device rule names a pattern or numbers, not both");
        }
        if (node != null && !node.text().startsWith("/dev/")) {
            throw new IllegalArgumentException("the device pattern " + node + " is not below /dev");
        }
        if (node == null && (major < 0 || major > 4095 || minor < ANY || minor > 1048575)) {
            throw new IllegalArgumentException("a device is 0..4095:0..1048575, not " + major + ":" + minor);
        }
    }

    @Override
    public String kind() {
        return "device";
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(Words.name(type)).append(' ');
        if (node != null) {
            text.append(node.text());
        } else {
            text.append(major).append(':').append(minor == ANY ? "*" : String.valueOf(minor));
        }
        text.append(' ');
        for (Access one : Access.values()) {
            if (access.contains(one)) {
                text.append(one.letter);
            }
        }
        return text.toString();
    }

    /** Access to the nodes of these names. @throws IllegalArgumentException when the pattern is not below {@code /dev}, or no access is named */
    public static DeviceRule named(Type type, PathPattern node, Access... access) {
        return new DeviceRule(type, ANY, ANY, node, Set.of(access));
    }

    static DeviceRule parse(Words words) {
        Type type = Words.constant(Type.class, words.next("char or block"));
        String which = words.next("a path below /dev or MAJOR:MINOR");
        String letters = words.next("the access, such as rw");
        words.end();
        Set<Access> access = EnumSet.noneOf(Access.class);
        for (char letter : letters.toCharArray()) {
            Access found = null;
            for (Access one : Access.values()) {
                found = one.letter == letter ? one : found;
            }
            if (found == null) {
                throw new IllegalArgumentException("\"" + letter + "\" is no access to a device; there are r, w and m");
            }
            access.add(found);
        }
        if (which.startsWith("/")) {
            return new DeviceRule(type, ANY, ANY, PathPattern.parse(which), access);
        }
        if (!which.matches("[0-9]{1,4}:(\\*|[0-9]{1,7})")) {
            throw new IllegalArgumentException("\"" + Checks.printable(which) + "\" is neither a path below /dev nor MAJOR:MINOR");
        }
        int colon = which.indexOf(':');
        String minor = which.substring(colon + 1);
        return new DeviceRule(type, Integer.parseInt(which.substring(0, colon)), minor.equals("*") ? ANY : Integer.parseInt(minor), null, access);
    }
}
