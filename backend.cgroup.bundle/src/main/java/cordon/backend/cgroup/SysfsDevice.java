package cordon.backend.cgroup;

import cordon.api.policy.UdevRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A device as the kernel knows it now.
 *
 * @param device    its number
 * @param node      the kernel's own name of its node, {@code /dev/ttyUSB0}: not what somebody made in {@code /dev}
 * @param subsystem e.g. {@code tty}; empty when it has none
 * @param directory of sysfs, without links
 */
record SysfsDevice(Device device, String node, String subsystem, Path directory) {

    /**
     * Whether a rule means it: the subsystem is the same, and the nearest of the device and its parents that has all the
     * attributes has them with the values. Not one further up: what is behind a hub is not the hub.
     */
    boolean isMeantBy(UdevRule rule) throws IOException {
        if (!subsystem.equals(rule.subsystem())) {
            return false;
        }
        if (rule.attributes().isEmpty()) {
            return true;
        }
        for (Path at = directory; at != null && at.getNameCount() > 1; at = at.getParent()) {
            List<String> values = new ArrayList<>();
            for (String name : rule.attributes().keySet()) {
                attribute(at, name).ifPresent(values::add);
            }
            if (values.size() == rule.attributes().size()) {
                return allMatch(rule.attributes(), values);
            }
        }
        return false;
    }

    private static boolean allMatch(Map<String, String> wanted, List<String> values) {
        int i = 0;
        for (String pattern : wanted.values()) {
            if (!glob(pattern).matcher(values.get(i++)).matches()) {
                return false;
            }
        }
        return true;
    }

    private static Pattern glob(String pattern) {
        return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
    }

    /** The content of an attribute, without the line's end; empty when there is none, or it cannot be read. */
    private static Optional<String> attribute(Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(file)) {
            return Optional.empty();
        }
        return SysfsDevices.read(file).map(String::stripTrailing);
    }
}
