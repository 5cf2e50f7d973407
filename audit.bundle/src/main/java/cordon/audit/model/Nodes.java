package cordon.audit.model;

import cordon.api.policy.DeviceRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** The numbers of device nodes on this machine. */
final class Nodes {
    private static final int TYPE = 0170000;
    private static final int BLOCK = 0060000;
    private static final int CHAR = 0020000;

    private Nodes() {
    }

    /** Whether a node is a block device; where there is none, whether its name is that of one. */
    static boolean isBlock(String path) {
        try {
            int type = (Integer) Files.getAttribute(Path.of(path), "unix:mode", LinkOption.NOFOLLOW_LINKS) & TYPE;
            return type == BLOCK;
        } catch (IOException e) {
            return path.matches("/dev/(sd|nvme|loop|vd|dm-|mmcblk|zram|sr).*");
        }
    }

    /** Whether a node has the rule's numbers; false for what is not there. */
    static boolean is(String path, DeviceRule rule) {
        try {
            Map<String, Object> attributes = Files.readAttributes(Path.of(path), "unix:mode,rdev", LinkOption.NOFOLLOW_LINKS);
            int type = (Integer) attributes.get("mode") & TYPE;
            long device = (Long) attributes.get("rdev");
            // makedev(3)
            int major = (int) (device >>> 8 & 0xfff | device >>> 32 & ~0xfffL);
            int minor = (int) (device & 0xff | device >>> 12 & ~0xffL);
            return type == (rule.type() == DeviceRule.Type.BLOCK ? BLOCK : CHAR) && rule.major() == major
                    && (rule.minor() == DeviceRule.ANY || rule.minor() == minor);
        } catch (IOException e) {
            return false; // Not there: nothing to open.
        }
    }
}
