package cordon.iface.mountcontrol;

import cordon.api.policy.PathPattern;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Plug;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A mount that a plug names.
 *
 * @param what    what is mounted; null for a tmpfs
 * @param where   the directory
 * @param types   file systems, one of which it is; empty for a bind mount
 * @param options all are given
 */
record WantedMount(PathPattern what, PathPattern where, List<String> types, List<String> options) {
    static final String MOUNT = "mount";
    private static final Set<String> KEYS = Set.of("what", "where", "type", "options");
    /** File systems that hold files and nothing of the kernel's own. */
    private static final Set<String> TYPES = Set.of("btrfs", "exfat", "ext2", "ext3", "ext4", "f2fs", "iso9660", "ntfs", "ntfs3", "squashfs", "tmpfs", "udf", "vfat", "xfs");
    /** Those of mount(8) for every file system, without the ones that make device nodes and set-user-ID programs work. */
    private static final Set<String> OPTIONS = Set.of("bind", "dirsync", "noatime", "nodev", "nodiratime", "noexec", "nosuid", "relatime", "ro", "rw", "strictatime", "sync");
    private static final List<String> PLACES = List.of("/media/", "/run/media/", "/mnt/");

    /** @throws AttributeException when the attribute is no list of mounts, or one of them must not be made */
    static List<WantedMount> of(Plug plug) throws AttributeException {
        if (!(plug.attributes().asMap().get(MOUNT) instanceof List<?> list) || list.isEmpty()) {
            throw plug.attributes().error(MOUNT, "it must be a list of maps with what, where, type and options");
        }
        List<WantedMount> mounts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> map) || !KEYS.containsAll(map.keySet())) {
                throw plug.attributes().error(MOUNT, "\"" + element + "\" is no map of what, where, type and options");
            }
            mounts.add(new Reader(plug, map).mount());
        }
        return mounts;
    }

    /** Reads one element of the list. */
    private record Reader(Plug plug, Map<?, ?> map) {
        WantedMount mount() throws AttributeException {
            List<String> types = words("type", TYPES);
            List<String> options = words("options", OPTIONS);
            if (options.isEmpty()) {
                throw error("options are missing, such as [ro]");
            }
            if (options.contains("bind") != types.isEmpty()) {
                throw error("a bind mount has no type, and any other mount has one");
            }
            boolean tmpfs = types.equals(List.of("tmpfs"));
            if (!tmpfs && types.contains("tmpfs")) {
                throw error("tmpfs stands alone: it has no device");
            }
            return new WantedMount(tmpfs ? none() : what(options.contains("bind")), where(), types, options);
        }

        private PathPattern none() throws AttributeException {
            if (!text("what").equals("none")) {
                throw error("what is \"none\" for a tmpfs");
            }
            return null;
        }

        private PathPattern what(boolean bind) throws AttributeException {
            String text = text("what");
            if (bind) {
                return own("what", text).below("{,/}");
            }
            PathPattern device = exact("what", text);
            if (!text.startsWith("/dev/") || device.isDirectory()) {
                throw error("what: \"" + text + "\" is no device of /dev");
            }
            return device;
        }

        private PathPattern where() throws AttributeException {
            String text = text("where");
            if (text.startsWith("$")) {
                return own("where", text).below("{,/}");
            }
            PathPattern place = exact("where", text);
            if (place.isDirectory() || PLACES.stream().noneMatch(text::startsWith)) {
                throw error("where: \"" + text + "\" is not below /media, /run/media, /mnt, $SNAP_DATA or $SNAP_COMMON, or ends in a slash");
            }
            return place.below("{,/}");
        }

        private PathPattern own(String key, String text) throws AttributeException {
            String data = "/var/snap/" + plug.snap().instanceName() + "/";
            String path;
            if (text.startsWith("$SNAP_DATA/")) {
                path = data + plug.snap().revision() + text.substring("$SNAP_DATA".length());
            } else if (text.startsWith("$SNAP_COMMON/")) {
                path = data + "common" + text.substring("$SNAP_COMMON".length());
            } else {
                throw error(key + ": \"" + text + "\" is not below $SNAP_DATA or $SNAP_COMMON");
            }
            PathPattern own = exact(key, path);
            if (own.isDirectory()) {
                throw error(key + ": \"" + text + "\" ends in a slash");
            }
            return own;
        }

        private PathPattern exact(String key, String text) throws AttributeException {
            try {
                return PathPattern.literal(text);
            } catch (IllegalArgumentException e) {
                throw error(key + ": " + e.getMessage());
            }
        }

        private String text(String key) throws AttributeException {
            if (!(map.get(key) instanceof String text)) {
                throw error(key + " is missing, or no text");
            }
            return text;
        }

        private List<String> words(String key, Set<String> known) throws AttributeException {
            Object value = map.containsKey(key) ? map.get(key) : List.of();
            if (!(value instanceof List<?> list)) {
                throw error(key + " must be a list");
            }
            List<String> words = new ArrayList<>();
            for (Object element : list) {
                if (!(element instanceof String word) || !known.contains(word)) {
                    throw error(key + ": \"" + element + "\" is none of " + String.join(", ", known.stream().sorted().toList()));
                }
                words.add(word);
            }
            return words;
        }

        private AttributeException error(String why) {
            return plug.attributes().error(MOUNT, why);
        }
    }
}
