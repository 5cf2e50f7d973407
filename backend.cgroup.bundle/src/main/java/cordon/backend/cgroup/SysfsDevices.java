package cordon.backend.cgroup;

import cordon.api.policy.DeviceRule;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the devices that there are from sysfs (sysfs(5)), which the kernel alone fills. Stateless. */
final class SysfsDevices {
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,4}):([0-9]{1,7})");
    private static final Pattern NAME = Pattern.compile("(?m)^DEVNAME=(.+)$");

    private SysfsDevices() {
    }

    /**
     * All devices that have a node. One that goes while this looks is left out; so is one without a name, which no rule can mean.
     *
     * @param sysfs {@code /sys}
     */
    static List<SysfsDevice> read(Path sysfs, DeviceRule.Type... types) throws IOException {
        List<SysfsDevice> devices = new ArrayList<>();
        for (DeviceRule.Type type : types) {
            File numbers = sysfs.resolve("dev").resolve(directory(type)).toFile();
            String[] names = numbers.list();
            for (String name : names == null ? new String[0] : names) {
                Matcher number = NUMBER.matcher(name);
                if (number.matches()) {
                    Device device = new Device(type, Integer.parseInt(number.group(1)), Integer.parseInt(number.group(2)));
                    one(device, numbers.toPath().resolve(name)).ifPresent(devices::add);
                }
            }
        }
        return devices;
    }

    /** The kernel's own name of the node of a device; empty when it has none. */
    static Optional<String> node(Path sysfs, Device device) throws IOException {
        return node(sysfs.resolve("dev").resolve(directory(device.type())).resolve(device.major() + ":" + device.minor()));
    }

    private static String directory(DeviceRule.Type type) {
        return type == DeviceRule.Type.CHAR ? "char" : "block";
    }

    private static Optional<String> node(Path link) throws IOException {
        Matcher name = NAME.matcher(read(link.resolve("uevent")).orElse(""));
        return name.find() ? Optional.of("/dev/" + name.group(1)) : Optional.empty();
    }

    private static Optional<SysfsDevice> one(Device device, Path link) throws IOException {
        try {
            Optional<String> node = node(link);
            if (node.isEmpty()) {
                return Optional.empty();
            }
            Path directory = link.toRealPath();
            Path subsystem = directory.resolve("subsystem");
            String of = Files.isSymbolicLink(subsystem) ? Files.readSymbolicLink(subsystem).getFileName().toString() : "";
            return Optional.of(new SysfsDevice(device, node.get(), of, directory));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A file of sysfs; empty when it is gone, or the device behind it does not answer. */
    static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException | FileNotFoundException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // read(2) of an attribute fails as its driver likes: ENODEV, EIO, EAGAIN.
            return Optional.empty();
        }
    }
}
