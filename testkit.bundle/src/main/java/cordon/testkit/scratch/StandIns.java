package cordon.testkit.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files and devices that check lines name and this machine lacks, made in the copies that a scratch instance has: so each line meets something
 * that could be opened. A device without a driver fails to open with another error than one that is refused.
 */
final class StandIns {
    /** Where a scratch instance has copies. */
    private static final List<String> COPIES = List.of("/etc/", "/home/", "/root/", "/media/", "/mnt/", "/srv/", "/opt/", "/var/log/", "/run/", "/dev/");
    /** Type and numbers (Documentation/admin-guide/devices.txt); dynamic ones are those that the kernel gives out first. */
    private static final Map<String, String> DEVICES = new LinkedHashMap<>();

    static {
        DEVICES.put("/dev/mem", "c 1 1");
        DEVICES.put("/dev/kmsg", "c 1 11");
        DEVICES.put("/dev/tty0", "c 4 0");
        DEVICES.put("/dev/ttyS0", "c 4 64");
        DEVICES.put("/dev/loop0", "b 7 0");
        DEVICES.put("/dev/sda", "b 8 0");
        DEVICES.put("/dev/sdb", "b 8 16");
        DEVICES.put("/dev/net/tun", "c 10 200");
        DEVICES.put("/dev/vfio/vfio", "c 10 196");
        DEVICES.put("/dev/kvm", "c 10 232");
        DEVICES.put("/dev/vhost-net", "c 10 238");
        DEVICES.put("/dev/input/event0", "c 13 64");
        DEVICES.put("/dev/fb0", "c 29 0");
        DEVICES.put("/dev/video0", "c 81 0");
        DEVICES.put("/dev/i2c-1", "c 89 1");
        DEVICES.put("/dev/snd/controlC0", "c 116 0");
        DEVICES.put("/dev/snd/pcmC0D0p", "c 116 16");
        DEVICES.put("/dev/snd/pcmC0D0c", "c 116 24");
        DEVICES.put("/dev/ttyUSB0", "c 188 0");
        DEVICES.put("/dev/bus/usb/001/001", "c 189 0");
        DEVICES.put("/dev/dri/card0", "c 226 0");
        DEVICES.put("/dev/hidraw0", "c 240 0");
        DEVICES.put("/dev/gpiochip0", "c 254 0");
    }

    private final Scratch scratch;

    StandIns(Scratch scratch) {
        this.scratch = scratch;
    }

    /** Makes what the action would meet, where it is not there and can be made. */
    void make(Action action) throws ScratchException {
        String path = action.path();
        Path inside = scratch.inside(path);
        if (!isThere(path) && scratch.copies() && COPIES.stream().anyMatch(path::startsWith)) {
            make(path, inside);
        }
    }

    /** Whether there is something to meet: what is not there cannot show whether it would be opened. */
    boolean isThere(String path) {
        return Files.exists(scratch.inside(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether it is a device that no driver knows. Those that rules name by their path are found by the kernel's list of devices. */
    boolean hasNoDriver(String path) {
        String[] numbers = DEVICES.getOrDefault(path, "").split(" ");
        return numbers.length == 3 && !Files.exists(Path.of("/sys/dev", numbers[0].equals("c") ? "char" : "block", numbers[1] + ":" + numbers[2]));
    }

    private static void make(String path, Path inside) throws ScratchException {
        Optional<String> device = Optional.ofNullable(DEVICES.get(path));
        if (path.startsWith("/dev/") && device.isEmpty() && !path.endsWith("/")) {
            return;
        }
        try {
            Files.createDirectories(path.endsWith("/") ? inside : inside.getParent());
            if (device.isPresent()) {
                String[] numbers = device.get().split(" ");
                Programs.run(Map.of(), List.of("mknod", "-m", "0666", inside.toString(), numbers[0], numbers[1], numbers[2])).needed();
            } else if (!path.endsWith("/")) {
                Files.createFile(inside);
            }
        } catch (IOException e) {
            throw new ScratchException("cannot make a stand-in for " + path + ": " + e.getMessage(), e);
        }
    }
}
