package cordon.core.install;

import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.LoopDevice;
import cordon.linux.MountFlags;
import cordon.linux.Mounts;
import java.util.Map;

/** How images become directories. */
@FunctionalInterface
interface Images {
    /** What every package's mount has: nothing on it changes, no set-ID bit counts, no device node works. */
    long ATTRIBUTES = MountFlags.ATTR_RDONLY | MountFlags.ATTR_NOSUID | MountFlags.ATTR_NODEV;

    /** The kernel's own squashfs on a loop device, which the kernel frees with the mount. */
    Images KERNEL = (image, label) -> {
        try (LoopDevice device = LoopDevice.attach(image, label, true)) {
            return Mounts.newFilesystem("squashfs", device.path(), ATTRIBUTES, Map.of());
        }
    };

    /**
     * Mounts an image, attached nowhere.
     *
     * @param image open for reading
     * @param label for people
     * @return the top directory; the mount ends when it is closed before it was attached
     */
    Fd mount(Fd image, String label) throws LinuxException;
}
